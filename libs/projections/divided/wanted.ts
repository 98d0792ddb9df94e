import { formatPosition, type Position } from '#kernel';
import type { JsonObject } from '#read-models';
import type { Projection } from '../law/define-projection';
import { stateShape } from '../law/state-shape';

/** The generation of a read model that is to be served as soon as every territory has it. */
export interface Wanted extends JsonObject {
  readonly collection: string;
  readonly version: number;
  /** Of the state that its documents are folded with. */
  readonly shape: string;
  /** How far each territory must have folded it before it is served: the end of the log when it was asked for, as a decimal string. */
  readonly since: string;
}

export const WANTED = 'wanted:';

export function wantedSetting(name: string): string {
  return `${WANTED}${name}`;
}

/** What asks the territories to fold the projection into the collection. */
export function wanting(projection: Projection, collection: string, since: Position): Readonly<Record<string, Wanted>> {
  return { [wantedSetting(projection.name)]: { collection, version: projection.version, shape: stateShape(projection), since: formatPosition(since) } };
}
