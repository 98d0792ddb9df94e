import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { makeProjector, projectionCatalogue } from '#catalogue';
import type { AppendOutcome, EventLog } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { RapportError, SECOND, VirtualClock } from '#kernel';
import { type AppendAnswer, type AppendCall, AtRest, collectGarbage, crossing, type FromProjector, GivingWay, isStirring, LocalProjector, openLog, openStore, type ProjectorThreadData, sharedOf, standBack, type ToProjector } from '#platform/engines';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import type { NewEvent } from '#touchpoints';
import { type Runs, runUnits } from './run-units';

void main();

/** The projector's thread: reads the log and writes the read models by itself, appends its facts through the other side's writer. */
async function main(): Promise<void> {
  const { configuration, folder, appends } = workerData as ProjectorThreadData;
  // Where this process takes nothing in, the read models are what it is for.
  const takesIn = configuration.roles.includes('front-office');
  if (takesIn) standBack();
  const { clock, types, identities } = sharedOf(configuration);
  const reader = await openLog(configuration, { clock, types, folder, writer: 'none', name: 'projector' });
  const log = withAppend(reader, appends);
  const store = await openStore(configuration, { readonly: false, waits: true });
  const catalogue = projectionCatalogue();
  const warn = (message: string, error: unknown): void => {
    send({ kind: 'warning', message, reason: error instanceof Error ? error.message : String(error) });
  };
  const way = new GivingWay(reader);
  const parts = { log, store, clock, identities, catalogue, warn, ...(takesIn && configuration.eventLog === 'embedded' ? { rest: (worked: number, signal: AbortSignal) => way.after(worked, signal) } : {}) };
  const projector = configuration.readModels === 'embedded' ? aloneWith(new LocalProjector((report) => makeProjector({ ...parts, report }), catalogue)) : sharing();
  parentPort?.on('message', (message: ToProjector) => {
    void answer(message);
  });

  function sharing(): Runs {
    const runs = runUnits({ ...parts, folder, partitions: configuration.partitions, ttl: configuration.leaseSeconds * SECOND });
    send({ kind: 'status', status: { position: '0', ready: true, rate: 0, projections: [] } });
    return runs;
  }

  function aloneWith(local: LocalProjector): LocalProjector {
    const rest = new AtRest(async () => {
      await local.rest();
      for (const engine of [reader, store]) if (engine instanceof EmbeddedEventLog || engine instanceof EmbeddedReadModelStore) engine.shrink();
      collectGarbage();
    });
    const stirring = isStirring();
    local.onStatus((status) => {
      send({ kind: 'status', status });
      if (stirring(status)) rest.stir();
    });
    send({ kind: 'status', status: local.status() });
    return local;
  }

  async function answer({ number, method, values }: ToProjector): Promise<void> {
    try {
      send({ kind: 'answer', number, value: await call(method, values) });
    } catch (error) {
      send({ kind: 'answer', number, error: crossing(error) });
    }
  }

  async function call(method: ToProjector['method'], values: readonly unknown[]): Promise<unknown> {
    const [first, second, third, fourth] = values;
    if (method === 'clockMoved') {
      if (clock instanceof VirtualClock) clock.shiftBy(first as number);
      projector.clockMoved(first as number);
      return undefined;
    }
    if (method === 'hurry') {
      reader.hurry?.();
      store.hurry?.();
      return undefined;
    }
    if (method === 'close') {
      await projector.close();
      await store.close();
      await reader.close();
      appends.close();
      return undefined;
    }
    if (!(projector instanceof LocalProjector)) throw new RapportError('RAPPORT_INTERNAL', 'units that are shared are asked through the store');
    switch (method) {
      case 'startRebuild':
        return projector.startRebuild(first as string, second as number | undefined);
      case 'rollBack':
        return projector.rollBack(first as string);
      case 'retryParked':
        return projector.retryParked(first as string, second as string);
      case 'materialise':
        return projector.materialise(first as string, second as number, third as string, fourth as number);
      case 'dropCollection':
        return projector.dropCollection(first as string);
    }
  }
}

function send(message: FromProjector): void {
  parentPort?.postMessage(message);
}

function withAppend(reader: EventLog, port: MessagePort): EventLog {
  const waiting = new Map<number, { resolve: (outcomes: AppendOutcome[]) => void; reject: (error: Error) => void }>();
  let next = 0;
  port.on('message', ({ number, outcomes, error }: AppendAnswer) => {
    const each = waiting.get(number);
    waiting.delete(number);
    if (outcomes) each?.resolve(outcomes);
    else each?.reject(new RapportError(error?.code ?? 'RAPPORT_INTERNAL', error?.message ?? 'the append did not settle'));
  });
  const append = (events: readonly NewEvent[]): Promise<AppendOutcome[]> =>
    new Promise((resolve, reject) => {
      const call: AppendCall = { number: next++, events };
      waiting.set(call.number, { resolve, reject });
      port.postMessage(call);
    });
  return new Proxy(reader, { get: (target, name, receiver): unknown => (name === 'append' ? append : bound(target, Reflect.get(target, name, receiver))) });
}

function bound(target: object, member: unknown): unknown {
  return typeof member === 'function' ? (member.bind(target) as unknown) : member;
}
