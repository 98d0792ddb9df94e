import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const LONGEST = 5_000;

/** Sends bytes that no client would send, and reads what comes until the other side closes or says nothing more. */
export function rawExchange(url: string, bytes: Buffer | string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const pieces: Buffer[] = [];
    socket.setTimeout(LONGEST, () => socket.destroy(new Error('no answer within five seconds')));
    socket.on('data', (piece: Buffer) => {
      pieces.push(piece);
      if (isWhole(Buffer.concat(pieces).toString('latin1'))) socket.end();
    });
    socket.on('error', (error) => {
      if (pieces.length === 0) reject(error);
    });
    socket.on('close', () => {
      resolve(read(Buffer.concat(pieces).toString('utf8')));
    });
  });
}

function isWhole(text: string): boolean {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  return length !== undefined && body.join('\r\n\r\n').length >= Number(length);
}

function read(text: string): RawAnswer {
  const [head = '', ...body] = text.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), contentType: /^content-type: (.*)$/im.exec(head)?.[1] ?? '', text: body.join('\r\n\r\n') };
}
