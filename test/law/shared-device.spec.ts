import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeProjector, projectionCatalogue } from '#catalogue';
import { IdentityDirectory } from '#customers/identity';
import type { HistoryStep } from '#projections/test-kit';
import type { ReadModelStore } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { type Identity, identityRules, type IdentityRules } from '#touchpoints';
import { onFreshEngines } from './on-fresh-engines';

const DEVICE: Identity = { kind: 'device-id', value: 'the tablet in the shop' };
const user = (number: number): Identity => ({ kind: 'user-id', value: `user-${String(number)}` });
const visit = (identities: Identity[], offset: number): HistoryStep => ({ kind: 'touch', type: 'commerce.order-completed', identities, offset, order: 1, total: 10, category: 0, repeat: false });

/** Who is who, as one line an identity: its customer, and what was held back from it. */
async function picture(store: ReadModelStore, rules: IdentityRules, users: number): Promise<Record<string, unknown>> {
  const directory = new IdentityDirectory(store, rules);
  const rows = [DEVICE, ...Array.from({ length: users }, (_, number) => user(number))];
  return Object.fromEntries(await Promise.all(rows.map(async (identity) => [identity.value, [(await directory.lookup(identity))?.id, (await directory.heldBack(identity)).map(({ value }) => value)]] as const)));
}

describe.each([[10, identityRules], [3, { ...identityRules, version: 2, limits: { ...identityRules.limits, 'user-id': 3 } }]])('a device shared by more people than the %i that the rules allow', (limit, rules) => {
  const USERS = limit + 4;
  const steps = [
    // Identities of other kinds do not count.
    ...Array.from({ length: 12 }, (_, number) => visit([DEVICE, { kind: 'email', value: `mail-${String(number)}@example.org` }], -number * 1_000)),
    ...Array.from({ length: USERS }, (_, number) => visit([DEVICE, user(number)], -number * 1_000)),
    visit([DEVICE, user(USERS - 1)], -1),
  ];

  it('is joined to so many, says whom it holds back, and a replay in other batches gives the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rapport-device-'));
    await onFreshEngines(async (bench, { log, clock }) => {
      await bench.perform(steps);
      const pictures = [];
      for (const batchSize of [1_000, 1, 5]) {
        const store = new EmbeddedReadModelStore({ file: join(folder, `${String(batchSize)}.db`) });
        await makeProjector({ log, store, clock, identities: rules, catalogue: projectionCatalogue(), batchSize }).catchUp();
        pictures.push(await picture(store, rules, USERS));
        await store.close();
      }
      const [first, ...others] = pictures;
      for (const other of others) expect(other).toEqual(first);
      const [customer, heldBack] = (first?.[DEVICE.value] ?? []) as [string, string[]];
      expect(heldBack).toEqual([limit, limit + 1, limit + 2, limit + 3].map((number) => `user-${String(number)}`));
      for (let number = 0; number < USERS; number++) {
        const [own, held] = (first?.[`user-${String(number)}`] ?? []) as [string, string[]];
        expect([number, own === customer, held]).toEqual([number, number < limit, number < limit ? [] : [DEVICE.value]]);
      }
    });
    rmSync(folder, { recursive: true });
  }, 60_000);
});
