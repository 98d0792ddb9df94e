import { createSecureServer, createServer, type Http2Server, type ServerHttp2Session } from 'node:http2';
import { type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { GrpcCall } from './grpc-call';
import { GrpcCode, GrpcError } from './grpc-error';

/** A method: is given the call before its first message. */
export type Method = (call: GrpcCall) => void;

/** Whom a server lets in, and how it proves who it is. */
export interface Guard {
  /** PEM. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** The one user that there is; anybody by default. */
  readonly login?: { readonly username: string; readonly password: string } | undefined;
}

const UPLOAD_WINDOW = 4 * 1024 * 1024;
/** In MiB. A session that holds more is closed by Node. */
const SESSION_MEMORY = 2_000;

/** gRPC over HTTP/2, with or without TLS. It is written on Node's own HTTP/2, because how calls break off is part of what it imitates. */
export class GrpcServer {
  readonly #server: Http2Server;
  readonly #sessions = new Set<ServerHttp2Session>();
  readonly #sockets = new Set<Socket>();
  readonly #calls = new Set<GrpcCall>();

  /**
   * @param methods by path, as `/event_store.client.streams.Streams/Read`
   * @param delayMs how long each message waits before it is looked at
   */
  constructor(methods: ReadonlyMap<string, Method>, delayMs: () => number, { tls, login }: Guard = {}) {
    const options = { settings: { initialWindowSize: UPLOAD_WINDOW }, maxSessionMemory: SESSION_MEMORY };
    this.#server = tls ? (createSecureServer({ ...options, ...tls })) : createServer(options);
    const known = login && `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('session', (session) => {
      this.#sessions.add(session);
      session.setLocalWindowSize(UPLOAD_WINDOW * 4);
      session.on('error', () => undefined);
      session.on('close', () => this.#sessions.delete(session));
    });
    this.#server.on('stream', (stream, headers) => {
      const call = new GrpcCall(stream, delayMs);
      this.#calls.add(call);
      stream.on('close', () => this.#calls.delete(call));
      const method = methods.get(headers[':path'] ?? '');
      if (known !== undefined && headers.authorization !== known) call.fail(new GrpcError(GrpcCode.UNAUTHENTICATED, 'Unauthenticated'));
      else if (method) method(call);
      else call.fail(new GrpcError(GrpcCode.UNIMPLEMENTED, 'Method is unimplemented.'));
    });
  }

  /** Resolves to the port. Rejects when it is taken. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    const { port: bound } = this.#server.address() as AddressInfo;
    return bound;
  }

  /** Cuts all connections without a word. New ones are taken. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Ends all calls without a status, and goes. */
  async stop(): Promise<void> {
    const closed = this.#closeDoor();
    for (const call of [...this.#calls]) call.reset();
    // What says so must be on its way before the sockets go.
    await wait(20);
    for (const session of this.#sessions) session.close();
    await wait(20);
    this.dropConnections();
    await closed;
  }

  /** Goes at once. */
  async kill(): Promise<void> {
    const closed = this.#closeDoor();
    this.dropConnections();
    await closed;
  }

  #closeDoor(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}
