import { lookup, type LookupAddress } from 'node:dns';
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Clock } from '#kernel';
import { hostOf } from './check-address';
import { type Outcome, outcomeOf } from './outcome';
import { isPrivateAddress } from './private-address';

export interface WebhookClientOptions {
  /** Hosts of this machine and of its network are called. */
  readonly allowPrivate: boolean;
  readonly clock: Clock;
  /** ms for one whole call. */
  readonly timeout?: number;
  readonly userAgent: string;
}

/** Standard Webhooks 1.0 asks for 15 to 30 s. */
const TIMEOUT = 15_000;
/** Of an answer's body nothing is kept; more than this is not even read to its end. */
const LONGEST_ANSWER = 64 * 1024;
const SOCKETS = 16;
const PRIVATE = 'the address is not of the public internet';

/** Posts to receivers: connects to no private address unless allowed, whatever a name resolves to at that moment, and follows no redirect. */
export class WebhookClient {
  private readonly http = new HttpAgent({ keepAlive: true, maxSockets: SOCKETS, maxFreeSockets: 2, timeout: TIMEOUT });
  private readonly https = new HttpsAgent({ keepAlive: true, maxSockets: SOCKETS, maxFreeSockets: 2, timeout: TIMEOUT });

  constructor(private readonly options: WebhookClientOptions) {}

  /** Never rejects: what went wrong is the outcome. */
  post(address: string, body: string, headers: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Outcome> {
    const url = new URL(address);
    const { allowPrivate, userAgent, timeout = TIMEOUT } = this.options;
    const host = hostOf(url);
    if (!allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) return Promise.resolve({ kind: 'failed', message: PRIVATE });
    const secure = url.protocol === 'https:';
    const content = Buffer.from(body);
    return new Promise((resolve) => {
      const call = (secure ? httpsRequest : httpRequest)(url, {
        method: 'POST', agent: secure ? this.https : this.http, headers: { ...headers, 'user-agent': userAgent, 'content-length': content.length }, ...(allowPrivate ? {} : { lookup: publicLookup }), ...(signal ? { signal } : {}),
      }, (answer) => {
        this.settle(answer, resolve);
      });
      const timer = setTimeout(() => call.destroy(new Error(`no answer within ${String(timeout / 1_000)} s`)), timeout);
      call.once('error', (error: NodeJS.ErrnoException) => {
        resolve({ kind: 'failed', message: messageOf(error) });
      });
      call.once('close', () => {
        clearTimeout(timer);
      });
      call.end(content);
    });
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }

  private settle(answer: IncomingMessage, resolve: (outcome: Outcome) => void): void {
    let size = 0;
    answer.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LONGEST_ANSWER) answer.destroy();
    });
    answer.on('error', () => undefined);
    resolve(outcomeOf(answer.statusCode ?? 0, answer.headers['retry-after'], this.options.clock.now()));
  }
}

/** Resolves a name, and refuses it if any of its addresses is private: looked at here, the address is the one that is connected to. */
const publicLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const [first] = found as LookupAddress[] | [];
    if (error) callback(error, '', 0);
    else if (!first || found.some(({ address }) => isPrivateAddress(address))) callback(new Error(PRIVATE), '', 0);
    else if (options.all === true) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens at the address', ECONNRESET: 'the connection was broken', ENOTFOUND: 'the name of the host is not known', EAI_AGAIN: 'the name of the host cannot be resolved just now', ETIMEDOUT: 'the host does not answer',
  EHOSTUNREACH: 'the host cannot be reached', ENETUNREACH: 'the network cannot be reached', ABORT_ERR: 'the call was broken off here',
};

function messageOf({ code, message }: NodeJS.ErrnoException): string {
  return (code === undefined ? undefined : WORDS[code]) ?? message;
}
