import type { Position } from '#kernel';
import type { JsonObject } from '../read-model-store';
import { type Collection, type Db, type Document, Long } from './driver';
import { guardedBulk, type GuardedOperation } from './guarded-bulk';
import { heldAs, heldIn } from './held-json';
import { pathStep } from './names';
import { positionOf } from './stored-form';

export interface Values {
  readonly checkpoints: Readonly<Record<string, Position>>;
  readonly settings: Readonly<Record<string, JsonObject | null>>;
}

/** Which commit under a lease, of all that there were: a later one has a higher number. */
export interface Stamp {
  readonly lease: string;
  readonly number: number;
}

interface Named extends Document {
  readonly _id: string;
  /** The number of the last commit under each lease that wrote here. */
  readonly fences?: Readonly<Record<string, number>>;
}

interface Checkpoint extends Named {
  readonly position: Long | number;
}

interface Asked {
  readonly names: Set<string>;
  readonly found: Promise<ReadonlyMap<string, Position>>;
}

/** Above every text that begins with a prefix. */
const LAST = '\u{10FFFF}';

/** Checkpoints and settings, a document each. */
export class NamedValues {
  private readonly checkpoints: Collection<Checkpoint>;
  private readonly values: Collection<Named>;
  private asked: Asked | undefined;

  constructor(database: Db) {
    this.checkpoints = database.collection('checkpoints');
    this.values = database.collection('settings');
  }

  /** Those that are asked for at the same time are read at once. */
  async checkpoint(name: string): Promise<Position | undefined> {
    this.asked ??= this.gather();
    this.asked.names.add(name);
    return (await this.asked.found).get(name);
  }

  private gather(): Asked {
    const names = new Set<string>();
    const found = Promise.resolve().then(async () => {
      this.asked = undefined;
      return new Map((await this.checkpoints.find({ _id: { $in: [...names] } }).toArray()).map(({ _id, position }) => [_id, positionOf(position)]));
    });
    return { names, found };
  }

  async setting(name: string): Promise<JsonObject | undefined> {
    const found = await this.values.findOne({ _id: name });
    return found ? valueOf(found) : undefined;
  }

  async settings(prefix: string): Promise<Map<string, JsonObject>> {
    const found = await this.values.find({ _id: { $gte: prefix, $lt: `${prefix}${LAST}` } }, { sort: { _id: 1 } }).toArray();
    return new Map(found.flatMap((each) => {
      const value = valueOf(each);
      return value ? [[each._id, value] as const] : [];
    }));
  }

  /** Writes them, whatever is there. */
  async set({ checkpoints, settings }: Values): Promise<void> {
    const positions = Object.entries(checkpoints).map(([name, position]) => ({ updateOne: { filter: { _id: name }, update: { $set: { position: Long.fromBigInt(position) } }, upsert: true } }));
    if (positions.length > 0) await this.checkpoints.bulkWrite(positions);
    const changes = Object.entries(settings).flatMap(([name, value]) => (value === null
      // One that was written under a lease leaves its stamps behind.
      ? [{ deleteOne: { filter: { _id: name, fences: { $exists: false } } } }, { updateOne: { filter: { _id: name }, update: changeTo(null) } }]
      : [{ updateOne: { filter: { _id: name }, update: changeTo(value), upsert: true } }]));
    if (changes.length > 0) await this.values.bulkWrite(changes);
  }

  /** Writes them, where no later commit under the same lease, nor this one, has written yet. */
  async setOnce({ checkpoints, settings }: Values, { lease, number }: Stamp): Promise<void> {
    const path = `fences.${pathStep(lease)}`;
    const once = <Form extends Named>(name: string, update: { $set: Document }): GuardedOperation<Form> =>
      ({ updateOne: { filter: { _id: name, [path]: { $not: { $gte: number } } }, update: { ...update, $set: { ...update.$set, [path]: number } } } }) as GuardedOperation<Form>;
    await guardedBulk(this.checkpoints, Object.entries(checkpoints).map(([name, position]) => once<Checkpoint>(name, { $set: { position: Long.fromBigInt(position) } })));
    await guardedBulk(this.values, Object.entries(settings).map(([name, value]) => once<Named>(name, changeTo(value))));
  }
}

function changeTo(value: JsonObject | null): { $set: Document; $unset: Document } {
  const held = value === null ? { value } : heldAs('value', value);
  return { $set: held, $unset: 'value' in held ? { valueJson: '' } : { value: '' } };
}

function valueOf(stored: Document): JsonObject | undefined {
  return (heldIn('value', stored) ?? undefined) as JsonObject | undefined;
}
