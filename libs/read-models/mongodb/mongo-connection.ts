import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { RapportError } from '#kernel';
import { type Db, type Document, MongoClient } from './driver';
import { isTransient, mongoFault } from './mongo-fault';

export interface MongoConnectionOptions {
  readonly url: string;
  /** The database's name. */
  readonly database: string;
  /** How long one call waits for a lost server, or for the election of a primary, in ms. */
  readonly patience: number;
  /** Opens although no server answers yet: the first calls wait for it then, as for one that was lost. What a server refuses is thrown all the same. */
  readonly waits?: boolean | undefined;
}

const OLDEST = 5;
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 1_000;
/** How long opening waits for a server that need not answer yet, in ms. */
const FIRST_LOOK = 2_000;
/** What `health` waits for an answer, in ms. */
const PATIENCE_OF_HEALTH = 3_000;

/** A connection to one database: what is written is held by a majority of the replica set, and what is read was. It heals by itself. */
export class MongoConnection {
  readonly database: Db;
  private readonly running = new Set<Promise<unknown>>();
  private closing: Promise<void> | undefined;
  /** Whether the server is one that can be used; asked once, and again while it does not answer. */
  private checking: Promise<void> | undefined;
  private checked = false;

  private constructor(private readonly client: MongoClient, private readonly hosts: string, private readonly options: MongoConnectionOptions) {
    this.database = client.db(options.database);
  }

  /** @throws RAPPORT_STORE_UNAVAILABLE */
  static async open(options: MongoConnectionOptions): Promise<MongoConnection> {
    const connection = MongoConnection.to(options);
    try {
      const usable = connection.attempt(() => Promise.resolve());
      await (options.waits === true ? Promise.race([usable, sleep(FIRST_LOOK, undefined, { ref: false })]) : usable);
    } catch (error) {
      await connection.close();
      throw error;
    }
    return connection;
  }

  private static to(options: MongoConnectionOptions): MongoConnection {
    try {
      const client = new MongoClient(options.url, {
        // Given here, since the driver would import it in a way that Jest has not.
        runtimeAdapters: { os },
        appName: 'rapport', serverSelectionTimeoutMS: options.patience, connectTimeoutMS: options.patience, socketTimeoutMS: Math.max(60_000, options.patience), heartbeatFrequencyMS: 2_000,
        writeConcern: { w: 'majority', wtimeoutMS: 30_000 }, readConcern: { level: 'majority' }, readPreference: 'primary', retryReads: true, retryWrites: true, ignoreUndefined: true,
      });
      const { srvHost, hosts } = client.options;
      return new MongoConnection(client, srvHost ?? hosts.map(String).join(','), options);
    } catch {
      throw new RapportError('RAPPORT_STORE_UNAVAILABLE', 'RAPPORT_MONGODB_URL is no connection string that MongoDB\'s driver understands, as mongodb://host:27017/?replicaSet=rs0 is');
    }
  }

  /** Does the work, again where the connection or the primary was lost meanwhile: it must be such that this does no harm. @throws RAPPORT_SHUTTING_DOWN, RAPPORT_STORE_UNAVAILABLE */
  async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.closing) throw new RapportError('RAPPORT_SHUTTING_DOWN', 'the read-model store is closed');
    const attempt = this.persist(work);
    this.running.add(attempt);
    try {
      return await attempt;
    } finally {
      this.running.delete(attempt);
    }
  }

  /** Why it cannot be used; undefined where it can. */
  async fault(): Promise<string | undefined> {
    try {
      if (this.closing) throw new RapportError('RAPPORT_SHUTTING_DOWN', 'the read-model store is closed');
      await Promise.race([this.command({ ping: 1 }), sleep(PATIENCE_OF_HEALTH, undefined, { ref: false }).then(() => Promise.reject(new RapportError('RAPPORT_STORE_UNAVAILABLE', `MongoDB at ${this.hosts} does not answer within ${String(PATIENCE_OF_HEALTH)} ms: start it, or mend the address in RAPPORT_MONGODB_URL`)))]);
      return undefined;
    } catch (error) {
      return mongoFault(error, this.hosts).message;
    }
  }

  /** Where the server was never reached, nothing was ever done that could be cut off. */
  hurry(): void {
    if (!this.checked) this.closing ??= this.client.close();
  }

  /** What is under way ends first. */
  close(): Promise<void> {
    this.closing ??= Promise.allSettled(this.running).then(() => this.client.close());
    return this.closing;
  }

  private async persist<Result>(work: () => Promise<Result>): Promise<Result> {
    const until = performance.now() + this.options.patience;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        if (!this.checked) await this.check();
        return await work();
      } catch (error) {
        if (!isTransient(error) || performance.now() + pause > until || this.closing) throw mongoFault(error, this.hosts);
        await sleep(pause);
      }
    }
  }

  private check(): Promise<void> {
    this.checking ??= this.checkServer().then(() => { this.checked = true; }).finally(() => { this.checking = undefined; });
    return this.checking;
  }

  private async checkServer(): Promise<void> {
    // Of itself the client connects once, and stays closed where that failed.
    await this.client.connect();
    const { version } = await this.command({ buildInfo: 1 });
    if (Number.parseInt(String(version), 10) < OLDEST) throw new RapportError('RAPPORT_STORE_UNAVAILABLE', `MongoDB at ${this.hosts} is of version ${String(version)}: use ${String(OLDEST)}.0 or later`);
    const { setName, msg } = await this.command({ hello: 1 });
    if (setName === undefined && msg !== 'isdbgrid') throw new RapportError('RAPPORT_STORE_UNAVAILABLE', `MongoDB at ${this.hosts} is a server on its own: start it with --replSet and initiate the set with rs.initiate()`);
    // Refused where the user may not read.
    await this.database.collection('collections').findOne({});
  }

  private command(command: Document): Promise<Document> {
    return this.database.command(command);
  }
}
