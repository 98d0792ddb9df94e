import { mkdirSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { type Document, MongoClient } from 'mongodb';
import { EngineCluster } from './engine-cluster';
import { EngineProcess } from './engine-process';
import { fetchMongod } from './fetch-mongod';
import { waitUntil } from './wait-until';

export interface MongoDbClusterOptions {
  readonly folder: string;
  /** Ports of the members on 127.0.0.1: one for each. */
  readonly ports: readonly number[];
}

const SET = 'rs0';

/** A real MongoDB replica set. With three members, the primary may be lost and another is elected. */
export class MongoDbCluster extends EngineCluster {
  readonly nodes: readonly EngineProcess[];

  constructor({ folder, ports }: MongoDbClusterOptions) {
    super('MongoDB', folder, ports);
    this.nodes = ports.map((_, index) => new EngineProcess(`mongod ${index + 1}`, join(folder, String(index + 1))));
  }

  get url(): string {
    return `mongodb://${this.hosts.join(',')}/?replicaSet=${SET}`;
  }

  get address(): string {
    return this.url;
  }

  startNode(index: number): Promise<void> {
    const [node, port] = [this.nodes[index], this.ports[index]];
    if (node === undefined || port === undefined) throw new RangeError(`no node ${index}`);
    if (node.pid() !== undefined) return Promise.resolve();
    const data = join(node.folder, 'data');
    mkdirSync(data, { recursive: true });
    node.start({
      program: fetchMongod(),
      words: ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', SET, '--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '256', '--setParameter', 'diagnosticDataCollectionEnabled=false', '--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=500', '--nounixsocket'],
    });
    return Promise.resolve();
  }

  async ready(): Promise<void> {
    await waitUntil('MongoDB', async () => ((await this.members()) >= this.running() ? true : undefined), { giveUp: () => this.nodeThatEnded() });
  }

  /** Index of the node that is primary now; undefined between two of them. */
  async primary(): Promise<number | undefined> {
    const { primary } = await this.hello();
    const index = this.hosts.indexOf(String(primary));
    return index < 0 ? undefined : index;
  }

  private get hosts(): readonly string[] {
    return this.ports.map((port) => `127.0.0.1:${port}`);
  }

  /** How many members serve, once there is a primary among them. Makes the set of them on first use. */
  private async members(): Promise<number> {
    const { setName, primary } = await this.hello();
    if (setName === undefined) await this.initiate();
    if (primary === undefined) return 0;
    const { members } = await this.ask({ replSetGetStatus: 1 });
    return Array.isArray(members) ? members.filter((member: Document) => member['state'] === 1 || member['state'] === 2).length : 0;
  }

  private async initiate(): Promise<void> {
    const members = this.hosts.map((host, _id) => ({ _id, host }));
    // A lost primary is missed after one second, where the default is ten: tests wait for it.
    await this.ask({ replSetInitiate: { _id: SET, members, settings: { electionTimeoutMillis: 1000, heartbeatIntervalMillis: 250 } } });
  }

  private hello(): Promise<Document> {
    return this.ask({ hello: 1 });
  }

  /** Asks the first member that runs, whatever its state. */
  private async ask(command: Document): Promise<Document> {
    const host = this.hosts[this.nodes.findIndex((node) => node.pid() !== undefined)];
    if (host === undefined) throw new Error('no mongod runs');
    // Left to itself the driver loads `os` by a dynamic import, which Jest refuses.
    const client = new MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 1000, connectTimeoutMS: 1000, runtimeAdapters: { os } });
    try {
      return await client.db('admin').command(command);
    } finally {
      await client.close();
    }
  }
}
