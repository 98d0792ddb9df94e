import { get, type IncomingMessage } from 'node:http';

/** The server's events of one type as they are recorded. */
export class LiveStream {
  private rest = '';

  private constructor(private readonly response: IncomingMessage, private readonly tell: (event: Readonly<Record<string, unknown>>) => void) {
    response.setEncoding('utf8');
    response.on('data', (text: string) => { this.take(text); });
  }

  /** Resolves when the server has begun to answer. */
  static open(base: string, type: string, tell: (event: Readonly<Record<string, unknown>>) => void): Promise<LiveStream> {
    return new Promise((resolve, reject) => {
      get(`${base}/v1/live?types=${type}`, (response) => {
        if (response.statusCode === 200) resolve(new LiveStream(response, tell));
        else reject(new Error(`the live stream answered ${String(response.statusCode)}`));
      }).on('error', reject);
    });
  }

  close(): void {
    this.response.destroy();
  }

  private take(text: string): void {
    const blocks = `${this.rest}${text}`.split('\n\n');
    this.rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data: '))?.slice('data: '.length);
      if (data !== undefined) this.tell(JSON.parse(data) as Record<string, unknown>);
    }
  }
}
