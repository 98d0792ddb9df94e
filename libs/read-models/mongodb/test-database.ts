import { randomUUID } from 'node:crypto';
import os from 'node:os';
import { type Db, MongoClient } from './driver';
import { MongoReadModelStore, type MongoStoreOptions } from './mongo-read-model-store';

/** A database for one test, and what the server itself says of it. */
export class TestDatabase {
  readonly namespace = `test-${randomUUID()}`;
  private readonly client: MongoClient;
  private readonly opened: MongoReadModelStore[] = [];

  constructor(private readonly url: string) {
    this.client = new MongoClient(url, { runtimeAdapters: { os } });
  }

  /** As somebody sees it who looks with a shell. */
  get raw(): Db {
    return this.client.db(this.namespace);
  }

  async open(options: Partial<MongoStoreOptions> = {}): Promise<MongoReadModelStore> {
    const store = await MongoReadModelStore.open({ url: this.url, namespace: this.namespace, ...options });
    this.opened.push(store);
    return store;
  }

  /** Closes all that was opened, and drops the database. */
  async remove(): Promise<void> {
    for (const each of this.opened) await each.close();
    await this.raw.dropDatabase();
    await this.client.close();
  }
}
