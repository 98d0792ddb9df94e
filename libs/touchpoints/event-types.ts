import { RapportError } from '#kernel';
import { catalogue } from './catalogue';
import type { TouchpointType } from './define-touchpoint';

const NAME = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

/** The catalogue by name, checked: names well formed and unique, upcaster chains whole, personal-data paths present in the schema. */
export class EventTypes {
  private readonly byName = new Map<string, TouchpointType>();

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

  /** Brings stored data of an older schema version up to the present one. */
  upcast(type: string, version: number, data: Record<string, unknown>): Record<string, unknown> {
    const known = this.byName.get(type);
    if (!known || version >= known.version) return data;
    return known.upcasters.slice(version - 1).reduce<Record<string, unknown>>((older, lift) => lift(older), data);
  }
}

function faultOf(type: TouchpointType): string | undefined {
  if (!NAME.test(type.type)) return 'is not named channel.fact-in-past-tense';
  if (!Number.isInteger(type.version) || type.version < 1) return 'needs a whole version from 1 on';
  if (type.upcasters.length !== type.version - 1) return `is at version ${String(type.version)} and needs ${String(type.version - 1)} upcasters, not ${String(type.upcasters.length)}`;
  return undefined;
}
