import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { makeProjector, projectionCatalogue } from '#catalogue';
import type { AppendOutcome, EventLog } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { RapportError, VirtualClock } from '#kernel';
import { type AppendAnswer, type AppendCall, crossing, type FromProjector, LocalProjector, logOptions, type ProjectorThreadData, readModelsFile, sharedOf, type ToProjector } from '#platform/engines';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import type { NewEvent } from '#touchpoints';

void main();

/** The projector's thread: reads the log and writes the read models by itself, appends its facts through the other side's writer. */
async function main(): Promise<void> {
  const { configuration, appends } = workerData as ProjectorThreadData;
  const { clock, types, identities } = sharedOf(configuration);
  const reader = await EmbeddedEventLog.open({ ...logOptions(configuration, clock, types), writer: 'none' });
  const log = withAppend(reader, appends);
  const store = new EmbeddedReadModelStore({ file: readModelsFile(configuration) });
  const catalogue = projectionCatalogue();
  const warn = (message: string, error: unknown): void => {
    send({ kind: 'warning', message, reason: error instanceof Error ? error.message : String(error) });
  };
  const projector = new LocalProjector((report) => makeProjector({ log, store, clock, identities, catalogue, report, warn }), catalogue);
  projector.onStatus((status) => {
    send({ kind: 'status', status });
  });
  send({ kind: 'status', status: projector.status() });
  parentPort?.on('message', (message: ToProjector) => {
    void answer(message);
  });

  async function answer({ number, method, values }: ToProjector): Promise<void> {
    try {
      send({ kind: 'answer', number, value: await call(method, values) });
    } catch (error) {
      send({ kind: 'answer', number, error: crossing(error) });
    }
  }

  async function call(method: ToProjector['method'], values: readonly unknown[]): Promise<unknown> {
    const [first, second, third, fourth] = values;
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
      case 'clockMoved':
        if (clock instanceof VirtualClock) clock.shiftBy(first as number);
        projector.clockMoved();
        return undefined;
      case 'close':
        await projector.close();
        await store.close();
        await reader.close();
        appends.close();
        return undefined;
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
