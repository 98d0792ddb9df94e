import type { Bridge, BridgeMessage } from '#bridge';
import { isBackfill } from '#bridge/messages';
import { type Clock, isRapportError, type Moment, parseTime, pause, RapportError, SECOND } from '#kernel';
import type { ReadModelStore } from '#read-models';
import type { EventType, EventTypes } from '#touchpoints';
import { Backlog } from './backlog';
import { Books } from './books';
import type { Department, Fact } from './department';
import { factMessage } from './fact-message';
import { OneAtATime } from './one-at-a-time';
import { readTold, type Subject, type Understanding } from './told';

export interface OfficeParts {
  readonly bridge: Bridge;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly types: EventTypes;
  readonly understanding: Understanding;
  /** What the log took in before is history. */
  readonly openedAt: Moment;
  /** As whom the lease is taken. */
  readonly owner: string;
  /** ms without a word after which another process takes over. */
  readonly ttl: number;
  /** Told of what it recovers from by itself. */
  readonly warn: (message: string, error: unknown) => void;
  readonly stated: (department: string, type: string) => void;
}

const AFTER_FAULT = SECOND;
/** How often the clock is looked at, ms: a moved clock moves no timer. */
const TICK = 100;
const PAGE = 500;
const TOPICS: readonly string[] = ['touchpoints'];

/**
 * A department at work: listens, waits for what is due, and states facts. One process of all does so at a time, by a lease, so that what is told and what falls
 * due meet in one place. Facts are published before the books are closed: a crash in between repeats them with the same ids.
 */
export class Office<Work extends Subject, Heard extends EventType> {
  private readonly books: Books<Work>;
  private readonly desk = new OneAtATime();
  private readonly lease: string;
  private nextDue: Moment | undefined;
  private backlog = new Backlog([]);

  constructor(private readonly department: Department<Work, Heard>, private readonly parts: OfficeParts) {
    this.books = new Books(parts.store, department);
    this.lease = `back-office/${department.name}`;
  }

  /** Works until the signal; resolves when the work in hand is done. Outlasts outages of bridge and store. */
  async run(signal: AbortSignal): Promise<void> {
    const { store, owner, ttl, warn } = this.parts;
    while (!signal.aborted) {
      try {
        await this.books.ensure();
        const epoch = await store.acquire(this.lease, owner, ttl);
        if (epoch !== undefined) await this.reign(epoch, signal);
      } catch (error) {
        warn(`${this.department.name} goes on in a second`, error);
      }
      await pause(AFTER_FAULT, signal);
    }
    await store.release(this.lease, owner).catch((error: unknown) => { warn(`${this.department.name} could not let go of its lease`, error); });
  }

  private async reign(epoch: number, signal: AbortSignal): Promise<void> {
    const deposed = new AbortController();
    const renewing = setInterval(() => void this.renew(epoch, deposed), this.parts.ttl / 3);
    const until = AbortSignal.any([signal, deposed.signal]);
    try {
      this.nextDue = await this.books.nextDue();
      const { name, topic } = this.department;
      this.backlog = new Backlog(await this.parts.bridge.lag(name, TOPICS));
      const consumption = await this.parts.bridge.consume({
        group: name, topics: TOPICS, from: 'beginning', batchSize: PAGE, warn: this.parts.warn,
        handle: (messages) => this.desk.run(async () => {
          await this.hear(messages, topic, epoch, until);
          this.backlog.heard(messages);
        }),
      });
      try {
        await this.watch(topic, epoch, until);
      } finally {
        await consumption.stop();
      }
    } finally {
      clearInterval(renewing);
    }
  }

  private async renew(epoch: number, deposed: AbortController): Promise<void> {
    try {
      if ((await this.parts.store.acquire(this.lease, this.parts.owner, this.parts.ttl)) !== epoch) deposed.abort();
    } catch (error) {
      this.parts.warn(`${this.department.name} could not prolong its lease`, error);
      deposed.abort();
    }
  }

  private async hear(messages: readonly BridgeMessage[], topic: string, epoch: number, until: AbortSignal): Promise<void> {
    if (until.aborted) throw new RapportError('RAPPORT_FENCED', `${this.department.name} has stopped, or another process has it now`);
    const { department, parts: { understanding } } = this;
    const told = messages.filter((message) => this.concerns(message)).flatMap((message) => {
      const each = readTold<Heard>(message, understanding);
      const key = department.keyOf(each);
      return key === undefined ? [] : [{ key, each }];
    });
    if (told.length === 0) return;
    await this.work([...new Set(told.map(({ key }) => key))], topic, epoch, (page) => told.flatMap(({ key, each }) => {
      const { work, facts } = department.hear(page.get(key), each);
      page.set(key, work);
      return facts.map((fact) => ({ fact, about: work }));
    }));
  }

  /** Of a type that it listens to, and news. */
  private concerns(message: BridgeMessage): message is BridgeMessage & { readonly type: Heard } {
    if (!this.department.hears.some((type) => type === message.type) || isBackfill(message)) return false;
    return parseTime(message.extensions?.['recordedat'] ?? message.time) >= this.parts.openedAt;
  }

  /** Waits for what is due. */
  private async watch(topic: string, epoch: number, until: AbortSignal): Promise<void> {
    while (!until.aborted) {
      await pause(TICK, until);
      if (!this.isDue()) continue;
      try {
        if (await this.hasHeardAll()) await this.desk.run(() => this.sweep(topic, epoch, until));
      } catch (error) {
        if (isRapportError(error) && error.code === 'RAPPORT_FENCED') throw error;
        this.parts.warn(`${this.department.name} looks again in a second at what is due`, error);
        await pause(AFTER_FAULT, until);
      }
    }
  }

  private isDue(): boolean {
    return this.nextDue !== undefined && this.nextDue <= this.parts.clock.now();
  }

  /** Whatever was told while nobody listened comes before what fell due. */
  private async hasHeardAll(): Promise<boolean> {
    if (!this.backlog.isHeard) this.backlog.committed(await this.parts.bridge.lag(this.department.name, TOPICS));
    return this.backlog.isHeard;
  }

  private async sweep(topic: string, epoch: number, until: AbortSignal): Promise<void> {
    if (until.aborted) return;
    const now = this.parts.clock.now();
    const keys = await this.books.due(now, PAGE);
    await this.work(keys, topic, epoch, (page) => keys.flatMap((key) => {
      const known = page.get(key);
      if (!known) return [];
      const { work, facts } = this.department.elapse(known, now);
      page.set(key, work);
      return facts.map((fact) => ({ fact, about: work }));
    }));
  }

  private async work(keys: readonly string[], topic: string, epoch: number, work: (page: Awaited<ReturnType<Books<Work>['open']>>) => readonly Statement[]): Promise<void> {
    const { bridge, types, stated } = this.parts;
    const { name } = this.department;
    const page = await this.books.open(keys);
    const statements = work(page);
    if (statements.length > 0) await bridge.publish(topic, statements.map(({ fact, about }) => factMessage(fact, about, name, types)));
    for (const { fact } of statements) stated(name, fact.type);
    await this.books.close(page, { lease: this.lease, epoch });
    this.nextDue = await this.books.nextDue();
  }
}

interface Statement {
  readonly fact: Fact;
  readonly about: Subject;
}
