import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn } from '#testing/engines';
import { EngineProcess, freePorts, waitUntil } from '../../../infra/engines';
import { fetchMongod } from '../../../infra/engines/fetch-mongod';
import { PEOPLE, put, stored } from '../conformance/subject';
import { MongoClient } from './driver';
import { MongoReadModelStore } from './mongo-read-model-store';

const DATABASE = 'test-read-only';

// A server of its own, with accounts.
describeOn('mongodb', 'a MongoDB that may only be read', () => {
  it('is read, says at a write what to grant, and is written to once that is granted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rapport-mongodb-'));
    const [port = 0] = await freePorts(1);
    const [data, keyFile] = [join(folder, 'data'), join(folder, 'key')];
    mkdirSync(data);
    writeFileSync(keyFile, randomBytes(60).toString('base64'), { mode: 0o600 });
    const server = new EngineProcess('mongod', folder);
    const opened: { close(): Promise<void> }[] = [];
    const connect = (account = ''): MongoClient => {
      const client = new MongoClient(`mongodb://${account}127.0.0.1:${String(port)}/?directConnection=true`, { runtimeAdapters: { os }, serverSelectionTimeoutMS: 2_000 });
      opened.push(client);
      return client;
    };
    const open = async (account: string): Promise<MongoReadModelStore> => {
      const store = await MongoReadModelStore.open({ url: `mongodb://${account}@127.0.0.1:${String(port)}/?replicaSet=rs0`, namespace: DATABASE, patience: 5_000 });
      opened.push(store);
      return store;
    };
    try {
      server.start({ program: fetchMongod(), words: ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--replSet', 'rs0', '--auth', '--keyFile', keyFile, '--setParameter', 'diagnosticDataCollectionEnabled=false'] });
      const first = connect().db('admin');
      await waitUntil('the set', () => first.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${String(port)}` }] } }));
      await waitUntil('the first account', () => first.command({ createUser: 'root', pwd: 'root', roles: ['root'] }));
      const root = connect('root:root@').db('admin');
      await root.command({ createUser: 'reader', pwd: 's3cret', roles: [{ role: 'read', db: DATABASE }] });
      const owner = await open('root:root');
      await owner.ensure(PEOPLE);
      await put(owner, [stored('a', { age: 1 })]);

      const reader = await open('reader:s3cret');
      expect((await reader.get(PEOPLE.id, ['a'])).get('a')?.document).toEqual({ age: 1 });
      const refused: unknown = await put(reader, [stored('b', { age: 2 })]).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(/^MongoDB at 127\.0\.0\.1:\d+ does not let this user read and write: give it the role readWrite on the database, and mend the user or the password in RAPPORT_MONGODB_URL$/) });
      expect(String(refused)).not.toContain('s3cret');
      await root.command({ grantRolesToUser: 'reader', roles: [{ role: 'readWrite', db: DATABASE }] });
      await put(reader, [stored('b', { age: 2 })]);
      expect((await reader.get(PEOPLE.id, ['b'])).get('b')?.document).toEqual({ age: 2 });
    } finally {
      for (const each of opened) await each.close();
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
