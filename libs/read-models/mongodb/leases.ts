import { RapportError } from '#kernel';
import type { Fence, JsonObject } from '../read-model-store';
import { type Collection, type Db, type Document, Long } from './driver';
import { heldAs, heldIn } from './held-json';
import type { NamedValues, Stamp, Values } from './named-values';
import { positionOf } from './stored-form';

/** The last commit under a lease: written down here before it is applied. */
interface LastCommit extends Document {
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
  /** Taken away, or replaced by the next, once all of it is applied. */
  readonly last?: LastCommit;
}

/**
 * Reigns over pieces of work, a document each, by the server's clock; and commits under them.
 *
 * A commit takes place in one step: it is written into the lease, if the reign still is what it was. Then its checkpoints and settings are applied where they
 * belong, each stamped with the commit's number, which makes that harmless however late and often it is done. The next commit, or the next reign before it
 * begins, applies first what its predecessor may have left undone.
 */
export class Leases {
  private readonly leases: Collection<Lease>;
  /** The last commit of each lease that is known from here to be applied. */
  private readonly applied = new Map<string, number>();

  constructor(database: Db, private readonly values: NamedValues) {
    this.leases = database.collection('leases');
  }

  async acquire(name: string, owner: string, ttl: number): Promise<number | undefined> {
    const lease = await this.take(name, owner, ttl);
    if (!lease) return undefined;
    if (lease.last && lease.last.epoch < lease.epoch && lease.last.number > (this.applied.get(name) ?? 0)) await this.finish(lease._id, lease.last);
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

  /** @throws RAPPORT_FENCED, with nothing applied */
  async commit(fence: Fence, values: Values): Promise<void> {
    const applied = this.applied.get(fence.lease);
    const written = await this.leases.findOneAndUpdate(
      { _id: fence.lease, epoch: fence.epoch, $or: [{ last: { $exists: false } }, ...(applied === undefined ? [] : [{ 'last.number': applied }])] },
      [{ $set: { commits: { $add: [{ $ifNull: ['$commits', 0] }, 1] } } }, { $set: { last: { $literal: heldCommit(fence.epoch, values) } } }, { $set: { 'last.number': '$commits' } }],
      { returnDocument: 'after', projection: { commits: 1 } },
    );
    if (written?.commits !== undefined) {
      await this.apply(values, { lease: fence.lease, number: written.commits });
      return;
    }
    const lease = await this.leases.findOne({ _id: fence.lease });
    if (lease?.epoch !== fence.epoch) throw fenced(fence);
    if (lease.last) await this.finish(lease._id, lease.last);
    await this.commit(fence, values);
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
    }], { upsert: true, returnDocument: 'after' });
    return lease?.owner === owner ? lease : undefined;
  }

  private async finish(lease: string, last: LastCommit): Promise<void> {
    await this.apply(valuesOf(last), { lease, number: last.number });
  }

  private async apply(values: Values, stamp: Stamp): Promise<void> {
    await this.values.setOnce(values, stamp);
    this.applied.set(stamp.lease, Math.max(stamp.number, this.applied.get(stamp.lease) ?? 0));
  }
}

function heldCommit(epoch: number, { checkpoints, settings }: Values): Document {
  return {
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
