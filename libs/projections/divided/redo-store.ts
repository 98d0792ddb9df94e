import { formatPosition, type Position } from '#kernel';
import type { Commit, JsonObject, ReadModelStore, StoredDocument, Write } from '#read-models';

/** What is to be written again after a crash: the writes of one commit in pieces, and its checkpoints. */
interface Redo extends JsonObject {
  readonly pieces: number;
  readonly checkpoints: Readonly<Record<string, string>>;
}

interface StoredPut extends Omit<StoredDocument, 'position'> {
  readonly position: string;
}

interface Piece {
  readonly writes: readonly { readonly collection: string; readonly put: readonly StoredPut[]; readonly remove: readonly string[] }[];
}

const REDO = { id: 'redo@1', fields: {} } as const;
const SETTING = 'redo';
/** Documents in one piece: far below what any engine takes as one document. */
const PUTS = 500;

/**
 * A store whose commits are whole although its engine may leave the first of their writes after a crash: each is written down before it is applied, and
 * applied again at the next start. For folds whose documents hold each other up, as the identity graph does; every other fold skips what it has taken in.
 */
export class RedoStore {
  private constructor(private readonly store: ReadModelStore) {}

  /** Finishes what was begun, then answers the store to go on with. An engine that commits as a whole needs none of this and is answered as it is. */
  static async open(store: ReadModelStore): Promise<ReadModelStore> {
    if (store.atomic) return store;
    await store.ensure(REDO);
    const redo = new RedoStore(store);
    await redo.finish();
    return new Proxy(store, {
      get: (target, name): unknown => {
        if (name === 'commit') return (commit: Commit) => redo.commit(commit);
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  }

  private async commit(commit: Commit): Promise<void> {
    const { writes = [], checkpoints = {}, fence } = commit;
    if (writes.some(({ put = [], remove = [] }) => put.length + remove.length > 0)) {
      const pieces = writes.flatMap((write) => [...piecesOf(write)]);
      const position = Object.values(checkpoints).reduce<Position>((high, each) => (each > high ? each : high), 0n);
      const redo: Redo = { pieces: pieces.length, checkpoints: Object.fromEntries(Object.entries(checkpoints).map(([name, each]) => [name, formatPosition(each)])) };
      await this.store.commit({
        writes: [{ collection: REDO.id, put: pieces.map((piece, index) => ({ key: keyOf(index, fence?.epoch), position, document: { ...piece } })) }],
        settings: { [SETTING]: { ...redo, epoch: fence?.epoch ?? 0 } },
        ...(fence ? { fence } : {}),
      });
    }
    await this.store.commit(commit);
  }

  private async finish(): Promise<void> {
    const redo = await this.store.setting<Redo & { readonly epoch: number }>(SETTING);
    if (!redo) return;
    const keys = Array.from({ length: redo.pieces }, (_, index) => keyOf(index, redo.epoch));
    const found = await this.store.get(REDO.id, keys);
    const writes = keys.flatMap((key) => ((found.get(key)?.document ?? { writes: [] }) as unknown as Piece).writes.map(writeOf));
    const standing = await Promise.all(Object.keys(redo.checkpoints).map((name) => this.store.checkpoint(name)));
    const behind = Object.values(redo.checkpoints).some((position, index) => (standing[index] ?? -1n) < BigInt(position));
    if (behind) await this.store.commit({ writes, checkpoints: Object.fromEntries(Object.entries(redo.checkpoints).map(([name, position]) => [name, BigInt(position)])) });
  }
}

function keyOf(index: number, epoch = 0): string {
  return `${String(epoch)}:${String(index)}`;
}

function* piecesOf({ collection, put = [], remove = [] }: Write): Generator<Piece> {
  if (remove.length > 0) yield { writes: [{ collection, put: [], remove }] };
  for (let from = 0; from < put.length; from += PUTS) yield { writes: [{ collection, put: put.slice(from, from + PUTS).map((each) => ({ ...each, position: formatPosition(each.position) })), remove: [] }] };
}

function writeOf({ collection, put, remove }: Piece['writes'][number]): Write {
  return { collection, put: put.map((each) => ({ ...each, position: BigInt(each.position) })), remove };
}
