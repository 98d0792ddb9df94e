import { RapportError } from '#kernel';
import { catalogue } from './catalogue';
import { jsonSchemaOf, propertiesOf, type DataClass, type JsonSchema } from './declaration';
import type { Origin, TouchpointType } from './define-touchpoint';
import { explain } from './explain';
import { channelOf, type Initiator, type Touchpoint } from './touchpoint';

/** What the world is told about a type of event. */
export interface EventTypeDescription {
  readonly type: string;
  readonly channel: string;
  readonly version: number;
  readonly origin: Origin;
  readonly initiator: Initiator;
  readonly personalData: readonly string[];
  /** Of `data`. */
  readonly schema: JsonSchema;
  /** Whole, and as intake accepts it where the origin is `outside`. */
  readonly example: Touchpoint;
}

const NAME = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

/** The catalogue by name, checked: names well formed and unique, upcaster chains whole, personal-data paths present in the schema, examples valid. */
export class EventTypes {
  private readonly byName = new Map<string, TouchpointType>();

  /** @throws RAPPORT_BAD_CATALOGUE */
  constructor(types: readonly TouchpointType[] = catalogue) {
    for (const type of types) {
      const fault = faultOf(type) ?? (this.byName.has(type.type) ? 'is declared twice' : undefined);
      if (fault !== undefined) throw new RapportError('RAPPORT_BAD_CATALOGUE', `event type ${type.type} ${fault}`);
      this.byName.set(type.type, type);
    }
  }

  get(type: string): TouchpointType | undefined {
    return this.byName.get(type);
  }

  all(): TouchpointType[] {
    return [...this.byName.values()];
  }

  /** Undefined for a type that the catalogue has not. */
  describe(type: string): EventTypeDescription | undefined {
    const known = this.byName.get(type);
    if (!known) return undefined;
    const { version, origin, initiator, personalData, data } = known;
    return { type, channel: channelOf(type), version, origin, initiator, personalData, schema: jsonSchemaOf(data), example: exampleOf(known) };
  }

  /** Brings stored data of an older schema version up to the present one. */
  upcast(type: string, version: number, data: Record<string, unknown>): Record<string, unknown> {
    const known = this.byName.get(type);
    if (!known || version >= known.version) return data;
    return known.upcasters.slice(version - 1).reduce<Record<string, unknown>>((older, lift) => lift(older), data);
  }
}

function exampleOf({ type, example }: TouchpointType): Touchpoint {
  const identities = [{ kind: 'user-id', value: '42' }];
  return { id: `example-of-${type}`, type, identities, occurredAt: '2026-03-01T10:15:00.000Z', data: { ...example }, source: { system: 'example' } };
}

function faultOf(type: TouchpointType): string | undefined {
  if (!NAME.test(type.type)) return 'is not named channel.fact-in-past-tense';
  if (!Number.isInteger(type.version) || type.version < 1) return 'needs a whole version from 1 on';
  const links = type.version - 1;
  if (type.upcasters.length !== links) return `is at version ${String(type.version)} and needs ${String(links)} upcasters, not ${String(type.upcasters.length)}`;
  const nowhere = type.personalData.find((path) => !isDeclared(type.data, path.split('.')));
  if (nowhere !== undefined) return `names personal data at ${nowhere}, which its data does not have`;
  const faults = explain(type.data, type.example);
  return faults.length > 0 ? `has an example that it would refuse: ${faults.map(({ path, message }) => `${path}: ${message}`).join('; ')}` : undefined;
}

function isDeclared(of: DataClass, [name = '', ...rest]: readonly string[]): boolean {
  const property = propertiesOf(of).get(name);
  if (!property || rest.length === 0) return property !== undefined;
  return property.nested !== undefined && isDeclared(property.nested(), rest);
}
