import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn } from '#testing/engines';
import { freePorts, MongoDbCluster, waitUntil } from '../../../infra/engines';
import { PEOPLE, put, stored } from '../conformance/subject';
import { TestDatabase } from './test-database';

jest.setTimeout(120_000);

// The address of the engine that stands is not used: these suites bring up servers of their own, and kill them.
describeOn('mongodb', 'a MongoDB that is lost', () => {
  const onServers = async (members: number, work: (cluster: MongoDbCluster, database: TestDatabase) => Promise<void>): Promise<void> => {
    const cluster = new MongoDbCluster({ folder: mkdtempSync(join(tmpdir(), 'rapport-mongodb-')), ports: await freePorts(members) });
    try {
      await cluster.start();
      const database = new TestDatabase(cluster.url);
      await work(cluster, database);
      await database.remove();
    } finally {
      await cluster.remove();
    }
  };

  it('is missed by name, and used again when it is back: what was acknowledged is there, what was under way too', async () => {
    await onServers(1, async (cluster, database) => {
      const store = await database.open({ patience: 20_000 });
      const impatient = await database.open({ patience: 300 });
      await store.ensure(PEOPLE);
      let written = 0;
      let stop = false;
      const stopped = (): boolean => stop;
      const writing = (async (): Promise<void> => {
        while (!stopped()) {
          await store.commit({ writes: [{ collection: PEOPLE.id, put: [stored(`k${String(written)}`, { age: written }), stored('last', { age: written }, { position: BigInt(written + 1) })] }], checkpoints: { live: BigInt(written) } });
          written++;
        }
      })();
      await waitUntil('some writes', () => Promise.resolve(written > 20 ? true : undefined));
      await cluster.kill();
      const before = written;
      await expect(put(impatient, [stored('x', {})])).rejects.toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/^MongoDB at 127\.0\.0\.1:\d+ (does not answer|has no primary)/) });
      expect(await impatient.health()).toMatchObject({ engine: 'mongodb', ok: false, reason: expect.stringMatching(/MongoDB at 127\.0\.0\.1:\d+/) });
      await cluster.start();
      await waitUntil('more writes', () => Promise.resolve(written > before + 20 ? true : undefined));
      stop = true;
      await writing;
      expect(await store.size(PEOPLE.id)).toBe(written + 1);
      expect((await store.get(PEOPLE.id, ['last'])).get('last')?.document).toEqual({ age: written - 1 });
      expect(await store.checkpoint('live')).toBe(BigInt(written - 1));
      expect(await impatient.health()).toEqual({ engine: 'mongodb', ok: true });
    });
  });

  it('goes on with another primary when the first is killed, with no error and nothing lost', async () => {
    await onServers(3, async (cluster, database) => {
      const store = await database.open({ patience: 30_000 });
      await store.ensure(PEOPLE);
      expect(await store.acquire('folding', 'one', 60_000)).toBe(1);
      for (let batch = 0; batch < 20; batch++) {
        if (batch === 5) await cluster.nodes[(await cluster.primary()) ?? 0]?.kill();
        await store.commit({ writes: [{ collection: PEOPLE.id, put: Array.from({ length: 50 }, (_, index) => stored(`${String(batch)}:${String(index)}`, { age: batch })) }], checkpoints: { live: BigInt(batch) }, fence: { lease: 'folding', epoch: 1 } });
      }
      expect([await store.size(PEOPLE.id), await store.checkpoint('live')]).toEqual([1_000, 19n]);
      expect(await store.acquire('folding', 'one', 60_000)).toBe(1);
    });
  });
});
