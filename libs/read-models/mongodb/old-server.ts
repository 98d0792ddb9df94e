import { createServer, type Server, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;

/** What tells a version in the handshake, and in words. https://github.com/mongodb/specifications: wire version 7 is 4.0, 9 is 4.4 */
export interface Age {
  readonly version: string;
  readonly wireVersion: number;
}

/** For tests: a primary of a replica set that says how old it is, and knows nothing else. Old servers are not to be had for every machine. */
export class OldServer {
  private readonly sockets = new Set<Socket>();
  private constructor(private readonly server: Server, private readonly age: Age) {}

  static async listen(age: Age): Promise<OldServer> {
    const server = createServer();
    const old = new OldServer(server, age);
    server.on('connection', (socket) => { old.serve(socket); });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return old;
  }

  get url(): string {
    return `mongodb://${this.host}/?replicaSet=rs0`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private get host(): string {
    const address = this.server.address();
    return `127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`;
  }

  private serve(socket: Socket): void {
    let received = Buffer.alloc(0);
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= HEADER && received.length >= received.readInt32LE(0)) {
        const message = received.subarray(0, received.readInt32LE(0));
        received = received.subarray(message.length);
        this.answer(socket, message);
      }
    });
  }

  private answer(socket: Socket, message: Buffer): void {
    const [id, code] = [message.readInt32LE(4), message.readInt32LE(12)];
    const asked = code === OP_MSG ? BSON.deserialize(message.subarray(HEADER + 5)) : {};
    const reply = BSON.serialize('buildInfo' in asked ? { version: this.age.version, ok: 1 } : this.hello());
    // As it was asked: flags and one section, or flags, cursor, start and count.
    const before = code === OP_QUERY ? Buffer.concat([Buffer.alloc(16), Buffer.from([1, 0, 0, 0])]) : Buffer.alloc(5);
    const header = Buffer.alloc(HEADER);
    for (const [at, value] of [HEADER + before.length + reply.length, 1, id, code === OP_QUERY ? OP_REPLY : OP_MSG].entries()) header.writeInt32LE(value, at * 4);
    socket.write(Buffer.concat([header, before, reply]));
  }

  private hello(): Document {
    return {
      ismaster: true, isWritablePrimary: true, setName: 'rs0', setVersion: 1, hosts: [this.host], me: this.host, primary: this.host,
      maxBsonObjectSize: 16_777_216, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000, minWireVersion: 0, maxWireVersion: this.age.wireVersion, readOnly: false, ok: 1,
    };
  }
}
