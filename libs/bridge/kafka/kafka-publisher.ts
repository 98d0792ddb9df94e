import type { Client, Message, Producer } from './client';
import { isRefusal } from './kafka-fault';
import { outlast } from './outlast';

/** Bytes of a request, more only where one message alone has more. Brokers take a megabyte of one partition by default. */
const REQUEST = 900_000;
/** What each message takes besides its content, roughly. */
const OVERHEAD = 200;

interface Call {
  readonly topic: string;
  readonly messages: readonly Message[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Sends what is to be published, one request at a time and in the order of the calls; calls that come meanwhile go together in the next. */
export class KafkaPublisher {
  private readonly queue: Call[] = [];
  private producer: Promise<Producer> | undefined;
  private sending: Promise<void> | undefined;

  private readonly known = new Set<string>();

  /** `topics`: the names of those that there are. */
  constructor(private readonly client: Client, private readonly topics: () => Promise<readonly string[]>) {}

  publish(topic: string, messages: readonly Message[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.queue.push({ topic, messages, resolve, reject });
      this.sending ??= this.sendAll();
    });
  }

  /** Sends what is under way. */
  async close(): Promise<void> {
    await this.sending;
    await this.throwAway();
  }

  private async sendAll(): Promise<void> {
    while (this.queue.length > 0) await this.turn(this.next());
    this.sending = undefined;
  }

  private next(): Call[] {
    let bytes = 0;
    const end = this.queue.findIndex(({ messages }) => (bytes += sizeOf(messages)) > REQUEST);
    return this.queue.splice(0, end < 0 ? this.queue.length : Math.max(end, 1));
  }

  private async turn(calls: readonly Call[]): Promise<void> {
    try {
      for (const request of requestsOf(calls)) await this.send(request);
      for (const { resolve } of calls) resolve();
    } catch (error) {
      if (calls.length > 1 && isRefusal(error)) for (const call of calls) await this.turn([call]);
      else for (const { reject } of calls) reject(error);
    }
  }

  private async send(topicMessages: { topic: string; messages: Message[] }[]): Promise<void> {
    for (const { topic } of topicMessages) await this.mustExist(topic);
    try {
      this.producer ??= outlast(() => this.connect());
      await (await this.producer).sendBatch({ topicMessages, acks: -1 });
    } catch (error) {
      await this.throwAway();
      this.known.clear();
      throw error;
    }
  }

  /** The client would go on trying for long: a topic may be about to be made. */
  private async mustExist(topic: string): Promise<void> {
    if (this.known.has(topic)) return;
    for (const name of await outlast(this.topics)) this.known.add(name);
    if (!this.known.has(topic)) throw new Error('UNKNOWN_TOPIC_OR_PARTITION');
  }

  private async connect(): Promise<Producer> {
    const producer = this.client.producer();
    try {
      await producer.connect();
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
    return producer;
  }

  private async throwAway(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    try {
      await (await producer)?.disconnect();
    } catch {
      // it is gone either way
    }
  }
}

/** The messages of the calls in requests that a broker takes, in order. */
function requestsOf(calls: readonly Call[]): { topic: string; messages: Message[] }[][] {
  const requests: { topic: string; messages: Message[] }[][] = [];
  let bytes = Infinity;
  for (const { topic, messages } of calls) {
    for (const message of messages) {
      bytes += sizeOf([message]);
      if (bytes > REQUEST) {
        requests.push([]);
        bytes = sizeOf([message]);
      }
      const request = requests.at(-1) ?? [];
      const last = request.at(-1);
      if (last?.topic === topic) last.messages.push(message);
      else request.push({ topic, messages: [message] });
    }
  }
  return requests;
}

function sizeOf(messages: readonly Message[]): number {
  return messages.reduce((sum, { value }) => sum + OVERHEAD + (value === null ? 0 : Buffer.byteLength(value)), 0);
}
