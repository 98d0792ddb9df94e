import { BSON, type Collection, type Db, type Document, ObjectId } from './driver';
import type { HeldWrite } from './document-writer';
import type { StoredForm } from './stored-form';

/** Where the writes of a commit are that are too many for its lease. */
export interface HeldPieces extends Document {
  readonly commit: ObjectId;
  readonly count: number;
}

/** Writes as a lease holds them. */
export interface Held {
  readonly writes?: readonly HeldWrite[];
  readonly pieces?: HeldPieces;
}

interface Piece extends Document {
  readonly lease: string;
  readonly commit: ObjectId;
  readonly index: number;
  readonly writes: readonly HeldWrite[];
}

/** Bytes in one document; the server takes sixteen times 2^20, and the lease has more to hold. */
const MOST = 6 * 2 ** 20;

/** Writes that are written down before they are applied: in the lease itself, or in documents of their own where they are too many for one. */
export class Pieces {
  private readonly collection: Collection<Piece>;

  constructor(database: Db) {
    this.collection = database.collection('pieces');
  }

  async hold(lease: string, writes: readonly HeldWrite[]): Promise<Held> {
    if (writes.length === 0) return {};
    const pieces = piecesOf(writes);
    if (pieces.length === 1) return { writes: pieces[0] ?? [] };
    const commit = new ObjectId();
    for (const [index, each] of pieces.entries()) await this.collection.insertOne({ lease, commit, index, writes: each });
    return { pieces: { commit, count: pieces.length } };
  }

  async of({ writes = [], pieces }: Held): Promise<readonly HeldWrite[]> {
    if (!pieces) return writes;
    const found: HeldWrite[] = [];
    for (let index = 0; index < pieces.count; index++) found.push(...((await this.collection.findOne({ commit: pieces.commit, index }))?.writes ?? []));
    return found;
  }

  /** Once they are applied. */
  async letGo({ pieces }: Held): Promise<void> {
    if (pieces) await this.collection.deleteMany({ commit: pieces.commit });
  }

  /** Takes away all of a lease: also what a process wrote that ended before its commit took place. */
  async sweep(lease: string): Promise<void> {
    await this.collection.deleteMany({ lease });
  }
}

interface Mutable extends HeldWrite {
  readonly put: StoredForm[];
}

/** In their order, in lists that one document holds. */
function piecesOf(writes: readonly HeldWrite[]): HeldWrite[][] {
  let piece: Mutable[] = [];
  let bytes = 0;
  const pieces = [piece];
  const room = (more: number): void => {
    if (bytes > 0 && bytes + more > MOST) {
      piece = [];
      pieces.push(piece);
      bytes = 0;
    }
    bytes += more;
  };
  for (const { collection, put, remove } of writes) {
    for (const form of put) {
      room(BSON.calculateObjectSize(form));
      const last = piece.at(-1);
      if (last?.collection === collection && last.remove.length === 0) last.put.push(form);
      else piece.push({ collection, put: [form], remove: [] });
    }
    if (remove.length === 0) continue;
    room(remove.reduce((sum, key) => sum + 2 * key.length + 16, 0));
    piece.push({ collection, put: [], remove });
  }
  return pieces;
}
