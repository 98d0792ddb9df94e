import type { DocumentHistory } from '#customers';
import type { Receipt } from '#intake/import';
import type { ReceiveOptions, Received } from '#intake/receive';
import type { ProjectionStatus, VantageQuery } from '#projections';
import type { Context } from '../ui/context';
import type { CustomerReference } from './customer-reference';
import { HttpClient } from './http-client';
import type { CustomerView, EventsQuery, FoundCustomer, RebuildOutcome, Target, VersionComparison, WireEvent } from './target';

type Status = ProjectionStatus & { readonly position: string; readonly lag: { readonly events: number } };
interface Items<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
  readonly position: string;
}

const PAGE = 1_000;
const LOOK_EVERY = 250;

const TIMELINE_PAGE = 500;

/** The platform behind the HTTP interface of a running server. */
export class ServerTarget implements Target {
  private readonly http: HttpClient;

  constructor(private readonly url: string, private readonly context: Context) {
    this.http = new HttpClient(url, context.configuration.apiKey);
  }

  get name(): string {
    return this.url;
  }

  receive(received: readonly Received[], { backfill = false }: ReceiveOptions): Promise<Receipt> {
    const lines = received.map((each) => ('broken' in each ? each.broken : JSON.stringify(each.value)));
    return this.http.postLines('/v1/touchpoints', lines, { backfill: String(backfill) });
  }

  async settle(position?: string): Promise<{ customers: number; position: string }> {
    const goal = BigInt(position ?? (await this.head()));
    const progress = this.context.terminal.progress('waiting for the read models', 'events to go');
    const first = await this.status();
    let status = first;
    for (; BigInt(status.position) < goal; status = await this.status()) {
      this.context.interruption.check('what was sent is safe; the server folds it in by itself');
      const all = Number(goal - BigInt(first.position));
      progress.update({ count: status.events, fraction: all > 0 ? Number(BigInt(status.position) - BigInt(first.position)) / all : undefined });
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
    progress.done();
    const { total } = await this.http.get<{ total: number }>('/v1/read-models/profile/count', { by: 'completeness' });
    return { customers: total, position: status.position };
  }

  async find(reference: CustomerReference, { knownAt }: VantageQuery): Promise<FoundCustomer> {
    if ('id' in reference) return this.http.get(`/v1/customers/${encodeURIComponent(reference.id)}`, { knownAt });
    const { customerId, identities } = await this.http.post<{ customerId: string; identities: FoundCustomer['identities'] }>('/v1/identities/lookup', reference.identity, { knownAt });
    return { id: customerId, identities };
  }

  customer(id: string, { at, knownAt }: VantageQuery): Promise<CustomerView> {
    return this.http.get(`/v1/customers/${encodeURIComponent(id)}`, { at, knownAt });
  }

  async *customers(): AsyncGenerator<readonly string[]> {
    let after: string | undefined;
    do {
      const { items, next } = await this.http.get<Items<{ readonly id: string }>>('/v1/customers', { after, limit: PAGE });
      yield items.map(({ id }) => id);
      after = next;
    } while (after !== undefined);
  }

  async *timeline(id: string, { at, knownAt }: VantageQuery): AsyncGenerator<readonly WireEvent[]> {
    let after: string | undefined;
    do {
      const { items, next } = await this.http.get<Items<WireEvent>>(`/v1/customers/${encodeURIComponent(id)}/timeline`, { at, knownAt, after, limit: TIMELINE_PAGE });
      yield items;
      after = next;
    } while (after !== undefined);
  }

  documentHistory(id: string, model: string, { at, knownAt }: VantageQuery): Promise<DocumentHistory> {
    return this.http.get(`/v1/customers/${encodeURIComponent(id)}/read-models/${encodeURIComponent(model)}/history`, { at, knownAt });
  }

  async projections(): Promise<Status[]> {
    return [...(await this.http.get<Items<Status>>('/v1/projections')).items];
  }

  async rebuild(name: string, version: number | undefined): Promise<RebuildOutcome> {
    const path = `/v1/projections/${encodeURIComponent(name)}`;
    await this.http.post(`${path}/rebuild`, version === undefined ? {} : { version });
    const progress = this.context.terminal.progress(`rebuilding ${name}`, 'customers');
    for (;;) {
      const { rebuild, version: served, parked, reason } = await this.http.get<Status>(path);
      if (rebuild?.state === 'failed' || reason !== undefined) throw new Error(`the rebuild of ${name} has failed${reason === undefined ? '' : `: ${reason}`}; what was served before is served still`);
      if (rebuild?.state !== 'running') {
        progress.done();
        return { name, version: served, customers: rebuild?.total ?? 0, parked };
      }
      progress.update({ count: rebuild.processed, fraction: rebuild.total > 0 ? rebuild.processed / rebuild.total : undefined });
      this.context.interruption.check('the server goes on with the rebuild; GET /v1/projections shows how far it is');
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
  }

  compare(name: string, version: number, limit: number): Promise<VersionComparison> {
    return this.http.post(`/v1/projections/${encodeURIComponent(name)}/compare`, { version }, { limit });
  }

  async events({ after, types, direction, limit }: EventsQuery): Promise<readonly WireEvent[]> {
    return (await this.http.get<Items<WireEvent>>('/v1/events', { from: after, types: types?.join(','), direction, limit: Math.min(limit, PAGE) })).items;
  }

  async *follow(after: string, types: readonly string[] | undefined, signal: AbortSignal): AsyncGenerator<readonly WireEvent[]> {
    try {
      for await (const data of this.http.messages('/v1/live', { from: after, types: types?.join(',') }, signal)) yield [JSON.parse(data) as WireEvent];
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async head(): Promise<string> {
    return (await this.http.get<Items<WireEvent>>('/v1/events', { limit: 1 })).position;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async status(): Promise<{ position: string; events: number }> {
    const { items, position } = await this.http.get<Items<Status>>('/v1/projections');
    const stopped = items.find(({ reason }) => reason !== undefined);
    if (stopped) throw new Error(`the projections of the server have stopped: ${stopped.reason ?? ''}`);
    return { position, events: items[0]?.lag.events ?? 0 };
  }
}
