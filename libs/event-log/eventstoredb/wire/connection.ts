import { EventStoreDBClient } from '@eventstore/db-client';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { RapportError } from '#kernel';
import { atMost } from '../backoff';
import { type AppendCall, BatchAppends } from './batch-appends';
import { batchAnswer } from './batch-request';
import type { AppendAnswer, ExpectedRevision, LogRead, LogSubscription, ProposedEvent, ReadMessage, StreamRead } from './messages';
import { readMessage } from './read-message';
import { logReadRequest, streamReadRequest, subscriptionRequest } from './read-request';

/** How long a read of a page may take, ms. A read of the log that the server does not answer would wait for ever. */
const READ_DEADLINE = 30_000;
/** How long the client may take to let go of its calls, ms: it was seen not to at all. */
const CLOSE_DEADLINE = 2_000;

/**
 * The way to the server. The client package finds the node, keeps the channel, its certificates and credentials, and follows the leader; the calls
 * are made with the stubs that it brings, because its own readAll drops the filter, its events lose the bytes that were written, and its appends
 * have faults that reach across connections; and what comes or goes by the million is read and written by hand, at a fraction of its cost.
 */
export class Connection {
  readonly hosts: string;
  private readonly client: EventStoreDBClient;
  private readonly appends: BatchAppends;

  /** @throws RAPPORT_BAD_CONFIGURATION; the connection string, which may hold a password, is not in it */
  constructor(url: string) {
    this.hosts = hostsOf(url);
    this.client = clientOf(url.replace(/^kurrentdb/, 'esdb'));
    this.appends = new BatchAppends(() => this.openAppends());
  }

  append(stream: string, events: readonly ProposedEvent[], expected: ExpectedRevision): Promise<AppendAnswer> {
    return this.appends.append(stream, events, expected);
  }

  readStream(query: StreamRead): AsyncIterable<ReadMessage> {
    return this.read(streamReadRequest(query), new Date(Date.now() + READ_DEADLINE));
  }

  readLog(query: LogRead): AsyncIterable<ReadMessage> {
    return this.read(logReadRequest(query), new Date(Date.now() + READ_DEADLINE));
  }

  /** Until the signal, or a fault. */
  subscribe(query: LogSubscription, signal: AbortSignal): AsyncIterable<ReadMessage> {
    return this.read(subscriptionRequest(query), Infinity, signal);
  }

  /** As the server says it, such as `23.10.6`. */
  version(): Promise<string> {
    // eslint-disable-next-line @typescript-eslint/dot-notation -- protected: the client's own calls are made through both
    return this.client['execute'](ServerFeaturesClient, 'version', (stub) => new Promise<string>((resolve, reject) => {
      // eslint-disable-next-line @typescript-eslint/dot-notation -- as above
      stub.getSupportedMethods(new Empty(), ...this.client['callArguments']({}), (error, answer) => {
        if (error) reject(error);
        else resolve(answer.getEventStoreServerVersion());
      });
    }));
  }

  async close(): Promise<void> {
    this.appends.close();
    await atMost(CLOSE_DEADLINE, this.client.dispose());
    // eslint-disable-next-line @typescript-eslint/dot-notation -- protected: `dispose` leaves the channel open
    const channel = await atMost(CLOSE_DEADLINE, this.client['getChannel']());
    channel?.close();
  }

  private async *read(request: ReadReq, deadline: Date | number, signal?: AbortSignal): AsyncIterable<ReadMessage> {
    // eslint-disable-next-line @typescript-eslint/dot-notation -- protected: the client's own calls are made through both
    const call = await this.client['GRPCStreamCreator'](StreamsClient, 'read', (stub) => stub.makeServerStreamRequest(READ, bytesOf, readMessage, request, ...this.client['callArguments']({}, { deadline })))();
    // Destroying a call that has ended emits once more.
    call.on('error', () => undefined);
    const cancel = (): void => { call.cancel(); };
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    try {
      for await (const message of call) yield message as ReadMessage;
    } finally {
      signal?.removeEventListener('abort', cancel);
      cancel();
    }
  }

  private openAppends(): Promise<AppendCall> {
    // eslint-disable-next-line @typescript-eslint/dot-notation -- protected: the client's own calls are made through both
    return this.client['GRPCStreamCreator'](StreamsClient, 'append', (stub) => stub.makeBidiStreamRequest(BATCH_APPEND, asItIs, batchAnswer, ...this.client['callArguments']({ requiresLeader: true }, { deadline: Infinity })))();
  }
}

const READ = '/event_store.client.streams.Streams/Read';
const BATCH_APPEND = '/event_store.client.streams.Streams/BatchAppend';

function bytesOf(request: ReadReq): Buffer {
  return Buffer.from(request.serializeBinary());
}

function asItIs(request: Buffer): Buffer {
  return request;
}

function clientOf(url: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(url);
  } catch (error) {
    const certificate = error instanceof Error && /certificate|userCertFile/.test(error.message) ? `: ${error.message}` : ', which has the form esdb://user:password@host:2113?tls=true';
    throw new RapportError('RAPPORT_BAD_CONFIGURATION', `the connection string of EventStoreDB cannot be used${certificate}`);
  }
}

function hostsOf(url: string): string {
  return /^[^:]+:\/\/(?:[^@/]*@)?([^/?]*)/.exec(url)?.[1] ?? '';
}
