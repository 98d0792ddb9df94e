import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn } from '#testing/engines';
import { EngineProcess, freePorts } from '../../../infra/engines';
import { fetchMongod } from '../../../infra/engines/fetch-mongod';
import { MongoReadModelStore } from './mongo-read-model-store';

const refused = (words: RegExp): unknown => expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(words) });
const open = (url: string, patience = 1_000, waits = false): Promise<unknown> => MongoReadModelStore.open({ url, namespace: 'test-refused', patience, waits });

describeOn('mongodb', 'a MongoDB that cannot be used as it is', (url) => {
  it('for want of the right password, says so and keeps it to itself', async () => {
    const failed = await open(url.replace('mongodb://', 'mongodb://zoe:s3cret@')).catch((error: unknown) => error);
    expect(failed).toEqual(refused(/does not let this user read and write: give it the role readWrite on the database, and mend the user or the password in RAPPORT_MONGODB_URL$/));
    expect(String(failed)).not.toMatch(/zoe|s3cret/);
  });

  it('refuses who would wait for it, too', async () => {
    await expect(open(url.replace('mongodb://', 'mongodb://zoe:s3cret@'), 1_000, true)).rejects.toEqual(refused(/does not let this user read and write/));
  });

  it('since it belongs to another replica set, says so', async () => {
    await expect(open(url.replace(/replicaSet=\w+/, 'replicaSet=another'))).rejects.toEqual(refused(/is no member of the replica set that RAPPORT_MONGODB_URL names/));
  });

  it('since it stands on its own, says how to make it a set', async () => {
    const [port = 0] = await freePorts(1);
    const folder = mkdtempSync(join(tmpdir(), 'rapport-mongodb-'));
    const server = new EngineProcess('mongod', folder);
    try {
      server.start({ program: fetchMongod(), words: ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--setParameter', 'diagnosticDataCollectionEnabled=false'] });
      await expect(open(`mongodb://127.0.0.1:${String(port)}`, 15_000)).rejects.toEqual(refused(/is a server on its own: start it with --replSet and initiate the set with rs\.initiate\(\)$/));
    } finally {
      await server.kill();
    }
  });
});
