import { randomUUID } from 'node:crypto';
import { formatPosition, type Moment, type Position } from '#kernel';
import type { Projection } from '../law/define-projection';

/** What makes and drops collections: the projector. */
export interface Materialiser {
  materialise(name: string, version: number, collection: string, at: Moment): Promise<void>;
  dropCollection(collection: string): Promise<void>;
}

/** The most collections as of some moment that are kept at once. */
const KEPT = 8;

/** Read models of all customers as of a moment, made when they are asked for and kept while they are asked for. */
export class AsOfCollections {
  private readonly made = new Map<string, Promise<string>>();
  /** Told apart from those of other processes, also of such that have the same number on another machine. */
  private readonly owner = randomUUID().slice(0, 8);
  private next = 0;

  constructor(private readonly materialiser: Materialiser) {}

  /** The collection of a projection's documents as of a moment, by what is folded up to the position. */
  of(projection: Projection, at: Moment, position: Position): Promise<string> {
    const key = `${projection.name}@${String(projection.version)} ${String(at)} ${formatPosition(position)}`;
    const known = this.made.get(key);
    this.made.delete(key);
    const collection = known ?? this.make(projection, at);
    this.made.set(key, collection);
    collection.catch(() => this.made.delete(key));
    this.trim();
    return collection;
  }

  private async make({ name, version }: Projection, at: Moment): Promise<string> {
    const collection = `as-of ${name}@${String(version)} ${this.owner}-${String(this.next++)}`;
    await this.materialiser.materialise(name, version, collection, at);
    return collection;
  }

  private trim(): void {
    for (const [key, collection] of this.made) {
      if (this.made.size <= KEPT) return;
      this.made.delete(key);
      void collection.then((id) => this.materialiser.dropCollection(id)).catch(() => undefined);
    }
  }
}
