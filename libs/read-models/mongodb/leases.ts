import { RapportError } from '#kernel';
import type { Fence, JsonObject } from '../read-model-store';
import type { DocumentWriter, HeldWrite } from './document-writer';
import { type Collection, type Db, type Document, Long } from './driver';
import { heldAs, heldIn } from './held-json';
import type { NamedValues, Stamp, Values } from './named-values';
import { type Held, Pieces } from './pieces';
import { positionOf } from './stored-form';

/** The last commit under a lease: written down here before it is applied. */
interface LastCommit extends Document, Held {
  readonly epoch: number;
  readonly number: number;
  readonly checkpoints: readonly { readonly name: string; readonly position: Long | number }[];
  readonly settings: readonly Document[];
}

interface Lease extends Document {
  readonly _id: string;
  readonly owner: string | null;
  readonly epoch: number;
  readonly until: Date;
  /** How many commits there were under it, of all reigns. */
  readonly commits?: number;
  /** Replaced by the next once all of it is applied. */
  readonly last?: LastCommit;
}

/**
 * Reigns over pieces of work, a document each, by the server's clock; and commits under them.
 *
 * A commit takes place in one step: it is written into the lease, if the reign still is what it was. Then its checkpoints and settings are applied where they
 * belong, each stamped with the commit's number, which makes that harmless however late and often it is done. The next commit, or the next reign before it
 * begins, applies first what its predecessor may have left undone. Documents are written before that step, except those of a commit that is whole: they are
 * part of it, and applied after it.
 */
export class Leases {
  private readonly leases: Collection<Lease>;
  private readonly pieces: Pieces;
  /** What is under way under each lease: one commit after the other, so that none finishes what another is about to. */
  private readonly turns = new Map<string, Promise<unknown>>();
  /** The last commit of each lease that is known from here to be applied. */
  private readonly applied = new Map<string, number>();

  constructor(database: Db, private readonly values: NamedValues, private readonly writer: DocumentWriter) {
    this.leases = database.collection('leases');
    this.pieces = new Pieces(database);
  }

  async acquire(name: string, owner: string, ttl: number): Promise<number | undefined> {
    const lease = await this.take(name, owner, ttl);
    if (!lease) return undefined;
    if (lease.last && lease.last.epoch < lease.epoch && lease.last.number > (this.applied.get(name) ?? 0)) {
      await this.finish(name);
      await this.pieces.sweep(name);
    }
    return lease.epoch;
  }

  async release(name: string, owner: string): Promise<void> {
    await this.leases.updateOne({ _id: name, owner }, { $set: { owner: null, until: new Date(0) } });
  }

  /** The owners of leases in force, by name. */
  async inForce(prefix: string): Promise<Map<string, string>> {
    const found = await this.leases.find({ _id: { $gte: prefix, $lt: `${prefix}\u{10FFFF}` }, owner: { $ne: null }, $expr: { $gt: ['$until', '$$NOW'] } }, { sort: { _id: 1 }, projection: { owner: 1 } }).toArray();
    return new Map(found.map(({ _id, owner }) => [_id, owner ?? '']));
  }

  /** @throws RAPPORT_FENCED where the reign is not the present one */
  async check(fence: Fence): Promise<void> {
    const lease = await this.leases.findOne({ _id: fence.lease }, { projection: { epoch: 1 } });
    if (lease?.epoch !== fence.epoch) throw fenced(fence);
  }

  /** With `writes` a commit is whole. @throws RAPPORT_FENCED, with nothing applied */
  commit(fence: Fence, values: Values, writes: readonly HeldWrite[] = []): Promise<void> {
    const turn = (this.turns.get(fence.lease) ?? Promise.resolve()).catch(() => undefined).then(() => this.commitNow(fence, values, writes));
    this.turns.set(fence.lease, turn);
    return turn;
  }

  private async commitNow(fence: Fence, values: Values, writes: readonly HeldWrite[]): Promise<void> {
    const held = await this.pieces.hold(fence.lease, writes);
    const number = await this.writeDown(fence, heldCommit(fence.epoch, values, held));
    await this.apply(values, writes, { lease: fence.lease, number });
    await this.pieces.letGo(held);
  }

  /** Answers the number of the commit. */
  private async writeDown(fence: Fence, commit: Document): Promise<number> {
    for (;;) {
      const applied = this.applied.get(fence.lease);
      const written = await this.leases.findOneAndUpdate(
        { _id: fence.lease, epoch: fence.epoch, $or: [{ last: { $exists: false } }, ...(applied === undefined ? [] : [{ 'last.number': applied }])] },
        [{ $set: { commits: { $add: [{ $ifNull: ['$commits', 0] }, 1] } } }, { $set: { last: { $literal: commit } } }, { $set: { 'last.number': '$commits' } }],
        { returnDocument: 'after', projection: { commits: 1 } },
      );
      if (written?.commits !== undefined) return written.commits;
      await this.check(fence);
      await this.finish(fence.lease);
    }
  }

  /** In one step, by the server's clock: the lease is left as it is while another holds it. */
  private async take(name: string, owner: string, ttl: number): Promise<Lease | undefined> {
    const isOwn = { $eq: ['$owner', { $literal: owner }] };
    const hasRunOut = { $lte: ['$until', '$$NOW'] };
    const isHeld = { $and: [{ $ne: [{ $ifNull: ['$owner', null] }, null] }, { $not: [isOwn] }, { $not: [hasRunOut] }] };
    const goesOn = { $and: [isOwn, { $not: [hasRunOut] }] };
    const lease = await this.leases.findOneAndUpdate({ _id: name }, [{
      $set: {
        owner: { $cond: [isHeld, '$owner', { $literal: owner }] },
        epoch: { $cond: [{ $or: [isHeld, goesOn] }, '$epoch', { $add: [{ $ifNull: ['$epoch', 0] }, 1] }] },
        until: { $cond: [isHeld, '$until', { $add: ['$$NOW', ttl] }] },
      },
    }], { upsert: true, returnDocument: 'after', projection: { 'last.writes': 0 } });
    return lease?.owner === owner ? lease : undefined;
  }

  /** Applies what the last commit may have left undone. */
  private async finish(name: string): Promise<void> {
    const last = (await this.leases.findOne({ _id: name }))?.last;
    if (!last) return;
    await this.apply(valuesOf(last), await this.pieces.of(last), { lease: name, number: last.number });
    await this.pieces.letGo(last);
  }

  private async apply(values: Values, writes: readonly HeldWrite[], stamp: Stamp): Promise<void> {
    await this.writer.apply(writes);
    await this.values.setOnce(values, stamp);
    this.applied.set(stamp.lease, Math.max(stamp.number, this.applied.get(stamp.lease) ?? 0));
  }
}

function heldCommit(epoch: number, { checkpoints, settings }: Values, held: Held): Document {
  return {
    ...held,
    epoch,
    checkpoints: Object.entries(checkpoints).map(([name, position]) => ({ name, position: Long.fromBigInt(position) })),
    settings: Object.entries(settings).map(([name, value]) => ({ name, ...(value === null ? { value } : heldAs('value', value)) })),
  };
}

function valuesOf({ checkpoints, settings }: LastCommit): Values {
  return {
    checkpoints: Object.fromEntries(checkpoints.map(({ name, position }) => [name, positionOf(position)])),
    settings: Object.fromEntries(settings.map((each) => [String(each['name']), heldIn('value', each) as JsonObject | null])),
  };
}

function fenced({ lease }: Fence): RapportError {
  return new RapportError('RAPPORT_FENCED', `${lease} has another owner by now`);
}
