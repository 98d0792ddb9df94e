import { IdentityDirectory } from '#customers/identity';
import type { EventLog } from '#event-log';
import { type Moment, notFound, type Position } from '#kernel';
import { IdentityReach, materialiseAsOf, SharedTail, Units, type UnitsParts } from '#projections';
import { makeIdentityProjector, type MakeProjector, makeTerritoryProjector } from './make-projector';

export interface MakeUnits extends Omit<MakeProjector, 'report'>, Pick<UnitsParts, 'owner' | 'partitions' | 'ttl'> {}

/** The units of work that this process takes its share of, all of which follow the log by one reading of it. */
export function makeUnits({ owner, partitions, ttl, store, log, ...parts }: MakeUnits): Units {
  const tail = new SharedTail(log);
  const reach = new IdentityReach(store);
  return new Units({
    store, owner, partitions, ...(ttl === undefined ? {} : { ttl }), ...(parts.warn ? { warn: parts.warn } : {}),
    make: ({ territory }, fenced, report) => {
      const own: MakeProjector = { ...parts, log: tail.view(), store: fenced, report };
      return territory ? makeTerritoryProjector(own, territory, reach) : makeIdentityProjector({ ...own, store: reach.overheard(fenced) });
    },
    close: () => { tail.close(); },
  });
}

/** Makes collections as of a moment in the process that asks for them, beside whoever folds. */
export function makeMaterialiser({ log, store, clock, identities, catalogue }: Pick<MakeProjector, 'store' | 'clock' | 'identities' | 'catalogue'> & { readonly log: EventLog }) {
  const directory = new IdentityDirectory(store, identities);
  return async (name: string, version: number, collection: string, at: Moment, position: Position): Promise<void> => {
    const projection = catalogue.get(name, version);
    if (!projection) throw notFound(`version ${String(version)} of projection ${name}`);
    await materialiseAsOf({ log, store, clock, catalogue, directory }, { projection, collection, at, position });
  };
}
