import { makeProjector } from '#catalogue';
import { bareDocument, documentOf, foldCustomer } from '#projections';
import type { HistoryStep } from '#projections/test-kit';
import type { ReadModelStore, Write } from '#read-models';
import { identityRules } from '#touchpoints';
import { onFreshEngines } from './on-fresh-engines';

const CUSTOMERS = 350;
const MADE = 'as-of profile 1';
const SLOW = 60;

const touch = (customer: number): HistoryStep => ({ kind: 'touch', type: 'web.page-viewed', identities: [{ kind: 'user-id', value: `u${String(customer)}` }], offset: -3_600_000, order: 1, total: 10, category: 0, repeat: false });

/** A store that is slow to write the collection that is being made, and says to whom it wrote. */
function slowToMake(store: ReadModelStore, wrote: (collections: readonly string[]) => void): ReadModelStore {
  return new Proxy(store, {
    get: (target, name): unknown => {
      const member: unknown = Reflect.get(target, name);
      if (name === 'commit') {
        return async (...[commit]: Parameters<ReadModelStore['commit']>): Promise<void> => {
          const to = (commit.writes ?? []).filter(({ put = [] }: Write) => put.length > 0).map(({ collection }) => collection);
          if (to.includes(MADE)) await new Promise((resolve) => setTimeout(resolve, SLOW));
          await target.commit(commit);
          wrote(to);
        };
      }
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

it('a collection as of a moment is made in slices: live batches are folded meanwhile, and it holds what they brought', async () => {
  await onFreshEngines(async (bench, { store, log, clock, catalogue, directory }) => {
    await bench.perform(Array.from({ length: CUSTOMERS }, (_, customer) => touch(customer)));
    const profile = catalogue.get('profile');
    if (!profile) throw new Error('there is a profile');
    const order: string[] = [];
    let told: Promise<unknown> | undefined;
    const slow = slowToMake(store, (collections) => {
      if (collections.includes(MADE)) {
        order.push('made');
        told ??= bench.tell([touch(0), touch(CUSTOMERS)]);
      } else if (collections.some((each) => each.startsWith('profile@'))) {
        order.push('live');
      }
    });
    const runner = makeProjector({ log, store: slow, clock, identities: identityRules, catalogue });
    const stop = new AbortController();
    const running = runner.run(stop.signal);
    const at = clock.now();
    await runner.materialise(profile, MADE, at);
    await told;
    stop.abort();
    await running;

    expect(order.indexOf('live')).toBeGreaterThan(order.indexOf('made'));
    expect(order.lastIndexOf('made')).toBeGreaterThan(order.indexOf('live'));
    const documents = await store.scan(MADE, undefined, 1_000);
    expect(documents).toHaveLength(CUSTOMERS + 1);
    for (const { key, document } of documents) {
      const customer = await directory.customer(key);
      const [fold] = customer ? await foldCustomer(log, customer, [profile], { at, upTo: await log.head() }) : [];
      expect(document && bareDocument(document)).toEqual(customer && fold && bareDocument(documentOf(profile, fold, { customer, at, position: 0n }) ?? {}));
    }
  });
}, 60_000);
