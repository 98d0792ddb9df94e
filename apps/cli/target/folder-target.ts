import { projectionCatalogue } from '#catalogue';
import { CustomerReading, type DocumentHistory, GetCustomer, GetCustomerHandler, GetDocumentHistory, GetDocumentHistoryHandler, GetTimeline, GetTimelineHandler, wireIdentities } from '#customers';
import { IdentityDirectory } from '#customers/identity';
import type { Receipt } from '#intake/import';
import { Intake, type ReceiveOptions, type Received } from '#intake/receive';
import { formatPosition, notFound, type Position } from '#kernel';
import { type Engines, openEngines, Visibility } from '#platform/engines';
import { AsOfCollections, compareVersions, type ProjectionCatalogue, ReadModelQueries, type VantageQuery } from '#projections';
import { toWire, TouchpointCheck } from '#touchpoints';
import type { Context } from '../ui/context';
import type { CustomerReference } from './customer-reference';
import type { FolderProjector } from './folder-projector';
import { openFolderProjector } from './open-folder-projector';
import { ProjectionProgress } from './projection-progress';
import type { CustomerView, EventsQuery, FoundCustomer, RebuildOutcome, Target, VersionComparison, WireEvent } from './target';

const TIMELINE_PAGE = 500;
const CUSTOMERS_PAGE = 1_000;

/** The platform over a data folder, or the engines that are configured: engines, projector and readers on one thread. */
export class FolderTarget implements Target {
  private readonly intake: Intake;
  private readonly directory: IdentityDirectory;
  private readonly progress: ProjectionProgress;
  private opened: Promise<CustomerReading> | undefined;

  private constructor(private readonly engines: Engines, private readonly projector: FolderProjector, private readonly catalogue: ProjectionCatalogue, private readonly context: Context) {
    const { log, store, clock, types, identities } = engines;
    this.progress = new ProjectionProgress(context);
    this.intake = new Intake(log, clock, { types, identities, check: new TouchpointCheck(types) });
    this.directory = new IdentityDirectory(store, identities);
  }

  /** @throws RAPPORT_DATA_IN_USE while a server, or another command, has the folder */
  static async open(context: Context, use: 'command' | 'filling'): Promise<FolderTarget> {
    const engines = await openEngines(context.configuration, { use });
    try {
      const catalogue = projectionCatalogue();
      return new FolderTarget(engines, await openFolderProjector(engines, catalogue, context), catalogue, context);
    } catch (error) {
      await engines.close();
      throw error;
    }
  }

  get name(): string {
    return this.context.configuration.data;
  }

  receive(received: readonly Received[], options: ReceiveOptions): Promise<Receipt> {
    return this.intake.receive(received, options);
  }

  async settle(): Promise<{ customers: number; position: string }> {
    this.progress.begin(await this.engines.log.head());
    await this.projector.catchUp((status) => { this.progress.show(status); });
    this.progress.end();
    return { customers: await this.directory.size(), position: this.projector.status().position };
  }

  async find(reference: CustomerReference, query: VantageQuery): Promise<FoundCustomer> {
    const reading = await this.reading();
    const vantage = await reading.vantage(query);
    const upTo = vantage.known ? vantage.upTo : undefined;
    const customer = 'id' in reference ? await this.directory.customer(reference.id, upTo) : await this.directory.lookup(reference.identity, upTo);
    if (!customer) throw notFound('id' in reference ? 'a customer of that id' : 'this identity');
    return { id: customer.id, ...('id' in reference && reference.id !== customer.id ? { aliasOf: reference.id } : {}), identities: wireIdentities(customer) };
  }

  async customer(id: string, vantage: VantageQuery): Promise<CustomerView> {
    return new GetCustomerHandler(await this.reading()).execute(new GetCustomer(id, vantage));
  }

  async *customers(): AsyncGenerator<readonly string[]> {
    await this.reading();
    for (let after: string | undefined; ; ) {
      const page = await this.directory.page(after, CUSTOMERS_PAGE);
      if (page.length > 0) yield page.map(({ id }) => id);
      after = page.at(-1)?.id;
      if (page.length < CUSTOMERS_PAGE) return;
    }
  }

  async *timeline(id: string, { at, knownAt }: VantageQuery): AsyncGenerator<readonly WireEvent[]> {
    const handler = new GetTimelineHandler(await this.reading());
    let after: string | undefined;
    do {
      const { items, next } = await handler.execute(new GetTimeline(id, { at, knownAt, after, limit: TIMELINE_PAGE, channels: undefined, types: undefined, derived: false }));
      yield items as unknown as readonly WireEvent[];
      after = next;
    } while (after !== undefined);
  }

  async documentHistory(id: string, model: string, vantage: VantageQuery): Promise<DocumentHistory> {
    return new GetDocumentHistoryHandler(await this.reading()).execute(new GetDocumentHistory(id, model, vantage));
  }

  async projections(): Promise<{ name: string; version: number }[]> {
    await this.settle();
    return this.projector.status().projections.map(({ name, version }) => ({ name, version }));
  }

  async rebuild(name: string, version: number | undefined): Promise<RebuildOutcome> {
    await this.settle();
    this.progress.begin(await this.engines.log.head(), `rebuilding ${name}`);
    const status = await this.projector.rebuild(name, version, (each) => { this.progress.show(each); });
    this.progress.end();
    return { name, version: status?.version ?? 0, customers: await this.directory.size(), parked: status?.parked ?? 0 };
  }

  async compare(name: string, version: number, limit: number): Promise<VersionComparison> {
    const reading = await this.reading();
    const live = await reading.queries.servedProjection(name);
    const other = reading.queries.projection(name, version);
    const progress = this.context.terminal.progress(`comparing ${name}`, 'customers');
    const total = await this.directory.size();
    const vantage = await reading.vantage({});
    const found = await compareVersions(reading, live, other, vantage, limit, (count) => {
      this.context.interruption.check();
      progress.update({ count, fraction: total > 0 ? count / total : undefined });
    });
    progress.done();
    return { ...found, position: formatPosition(vantage.upTo) };
  }

  async events({ after, types, direction, limit }: EventsQuery): Promise<readonly WireEvent[]> {
    const events = await this.engines.log.readAll({ direction, limit, ...(after === undefined ? {} : { after: BigInt(after) }), ...(types ? { types } : {}) });
    return events.map(toWire) as unknown as readonly WireEvent[];
  }

  async *follow(after: string, types: readonly string[] | undefined, signal: AbortSignal): AsyncGenerator<readonly WireEvent[]> {
    for await (const { events } of this.engines.log.subscribe({ after: BigInt(after), signal, ...(types ? { types } : {}) })) {
      if (events.length > 0) yield events.map(toWire) as unknown as readonly WireEvent[];
    }
  }

  async head(): Promise<string> {
    return formatPosition(await this.engines.log.head());
  }

  async close(): Promise<void> {
    this.progress.end();
    try {
      await this.projector.close();
    } finally {
      await this.engines.close();
    }
  }

  private get position(): Position {
    return BigInt(this.projector.status().position);
  }

  private reading(): Promise<CustomerReading> {
    return (this.opened ??= this.openReading());
  }

  /** From here on the projector waits for what readers ask of it: collections as of a moment. */
  private async openReading(): Promise<CustomerReading> {
    await this.settle();
    this.projector.keepRunning();
    const { projector, catalogue, directory, engines: { log, store, clock } } = this;
    const asOf = new AsOfCollections(projector);
    const queries = new ReadModelQueries({ log, store, clock, catalogue, asOf, position: () => this.position, customers: (ids) => directory.customers(ids), size: () => directory.size() });
    return new CustomerReading(log, clock, catalogue, directory, queries, new Visibility({ status: () => projector.status(), onStatus: () => () => undefined }));
  }
}
