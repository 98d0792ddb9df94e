import { type ServerHttp2Stream } from 'node:http2';
import { setTimeout as wait } from 'node:timers/promises';
import { GrpcCode, GrpcError, unhandled } from './grpc-error';

/** EventStoreDB takes messages up to 17 MiB. */
const MAX_MESSAGE = 17 * 1024 * 1024;
const PREFIX = 5;

/** What a method does with a call. All are optional but `message`. */
export interface CallListener {
  readonly message: (message: Buffer) => void;
  /** The caller has sent its last message. */
  readonly halfClosed?: () => void;
  /** The call is over. `cancelled`: the server had not ended it. */
  readonly closed?: (cancelled: boolean) => void;
}

/** One call in flight: messages in and out, and its end. */
export class GrpcCall {
  #parts: Buffer[] = [];
  #buffered = 0;
  #listener: CallListener | undefined;
  #over = false;

  /** @param delayMs how long each message waits before it is looked at */
  constructor(private readonly stream: ServerHttp2Stream, private readonly delayMs: () => number = () => 0) {
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('end', () => this.#later(() => this.#listener?.halfClosed?.()));
    stream.on('error', () => undefined);
    stream.on('close', () => {
      const cancelled = !this.#over;
      this.#over = true;
      this.#listener?.closed?.(cancelled);
    });
  }

  /** Whether nothing can be sent any more. */
  get over(): boolean {
    return this.#over;
  }

  listen(listener: CallListener): void {
    this.#listener = listener;
  }

  /** Calls when the call is over, at once if it is. */
  whenClosed(listener: () => void): void {
    if (this.stream.closed) listener();
    else this.stream.once('close', listener);
  }

  /** What was sent and has not been taken yet. */
  get unsentBytes(): number {
    return this.stream.writableLength;
  }

  /** Sends a message. False when the caller is slow: wait for `drained` before sending more. */
  send(message: Uint8Array): boolean {
    const frame = Buffer.allocUnsafe(PREFIX + message.length);
    frame[0] = 0;
    frame.writeUInt32BE(message.length, 1);
    frame.set(message, PREFIX);
    return this.sendFrames(frame);
  }

  /** Sends messages that have their prefixes already. */
  sendFrames(frames: Buffer): boolean {
    if (this.#over) return false;
    if (!this.stream.headersSent) this.#respond();
    return this.stream.write(frames);
  }

  /** Resolves when the caller has taken what was sent, or the call is over. */
  drained(): Promise<void> {
    if (this.#over || !this.stream.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        this.stream.off('drain', done).off('close', done);
        resolve();
      };
      this.stream.on('drain', done).on('close', done);
    });
  }

  /** Ends the call well, after what was sent. */
  finish(): void {
    this.#end({ 'grpc-status': '0' });
  }

  /** Ends the call with an error, after what was sent. Anything but a GrpcError is told as the framework would. */
  fail(error: unknown): void {
    const { code, details, trailers } = error instanceof GrpcError ? error : unhandled();
    this.#end({ 'grpc-status': String(code), 'grpc-message': encodeURI(details), ...Object.fromEntries(Object.entries(trailers).map(([name, value]) => [name, headerText(value)])) });
  }

  /** Ends the call without saying how it went, as a server does that stops. */
  reset(): void {
    if (this.#over) return;
    if (!this.stream.headersSent) this.#respond();
    this.#over = true;
    this.stream.close(0);
  }

  #respond(): void {
    this.stream.respond({ ':status': 200, 'content-type': 'application/grpc', server: 'Kestrel', date: new Date().toUTCString() }, { waitForTrailers: true });
    this.stream.once('wantTrailers', () => this.stream.sendTrailers(this.#trailers));
  }

  #trailers: Record<string, string> = {};

  #end(trailers: Record<string, string>): void {
    if (this.#over) return;
    this.#over = true;
    if (this.stream.headersSent) {
      this.#trailers = trailers;
      this.stream.end();
      return;
    }
    this.stream.respond({ ':status': 200, 'content-type': 'application/grpc', server: 'Kestrel', date: new Date().toUTCString(), 'content-length': '0', ...trailers }, { endStream: true });
  }

  #receive(chunk: Buffer): void {
    if (this.#over) return;
    this.#parts.push(chunk);
    this.#buffered += chunk.length;
    if (this.#buffered < this.#awaited) return;
    let bytes = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts);
    while (bytes.length >= PREFIX) {
      const size = bytes.readUInt32BE(1);
      if (size > MAX_MESSAGE) {
        this.#parts = [];
        this.fail(new GrpcError(GrpcCode.RESOURCE_EXHAUSTED, 'Received message exceeds the maximum configured message size.'));
        return;
      }
      this.#awaited = PREFIX + size;
      if (bytes.length < this.#awaited) break;
      const message = bytes.subarray(PREFIX, this.#awaited);
      bytes = bytes.subarray(this.#awaited);
      this.#awaited = PREFIX;
      this.#later(() => this.#listener?.message(message));
    }
    this.#parts = bytes.length > 0 ? [bytes] : [];
    this.#buffered = bytes.length;
  }

  /** How many bytes are needed before there is something to do. */
  #awaited = PREFIX;

  /** Keeps the order: what comes after something that waits waits too. */
  #later(action: () => void): void {
    const ms = this.delayMs();
    if (ms <= 0 && this.#delayed === undefined) {
      this.#guard(action);
      return;
    }
    const before = this.#delayed;
    const mine = Promise.all([before, wait(ms)]).then(() => {
      this.#guard(action);
      if (this.#delayed === mine) this.#delayed = undefined;
    });
    this.#delayed = mine;
  }

  #delayed: Promise<void> | undefined;

  #guard(action: () => void): void {
    if (this.#over) return;
    try {
      action();
    } catch (error) {
      this.fail(error);
    }
  }
}

/** Trailers hold printable ASCII only. */
const headerText = (value: string): string => value.replace(/[^\x20-\x7e]/g, '?');
