import { ERROR_CODES, type ErrorCode, type FieldError, RapportError } from '#kernel';

/** What is sent besides the address; headers by name. */
interface Init extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
}

export type HttpQuery = Readonly<Record<string, string | number | undefined>>;

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly title?: string;
  readonly errors?: readonly FieldError[];
}

/** A running server's HTTP interface. Problems come back as the errors that they were. */
export class HttpClient {
  /** `key`: what a server asks for that has RAPPORT_API_KEYS_FILE. */
  constructor(readonly base: string, private readonly key?: string, private readonly signal?: AbortSignal) {}

  get<Answer>(path: string, query: HttpQuery = {}): Promise<Answer> {
    return this.call('GET', path, query);
  }

  post<Answer>(path: string, body: unknown, query: HttpQuery = {}): Promise<Answer> {
    return this.call('POST', path, query, { type: 'application/json', text: JSON.stringify(body) });
  }

  postLines<Answer>(path: string, lines: readonly string[], query: HttpQuery = {}): Promise<Answer> {
    return this.call('POST', path, query, { type: 'application/x-ndjson', text: lines.join('\n') });
  }

  /** The messages of server-sent events, each as the text of its data, until the server or the signal ends them. */
  async *messages(path: string, query: HttpQuery, signal: AbortSignal): AsyncGenerator<string> {
    const response = await this.fetch(path, query, { headers: { accept: 'text/event-stream' }, signal });
    if (!response.ok || !response.body) throw await problemOf(response);
    let rest = '';
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      const messages = (rest + piece).split('\n\n');
      rest = messages.pop() ?? '';
      for (const message of messages) {
        const data = message.split('\n').filter((line) => line.startsWith('data: ')).map((line) => line.slice('data: '.length));
        if (data.length > 0) yield data.join('\n');
      }
    }
  }

  private async call<Answer>(method: string, path: string, query: HttpQuery, body?: { readonly type: string; readonly text: string }): Promise<Answer> {
    const init = { method, ...(this.signal ? { signal: this.signal } : {}), ...(body ? { headers: { 'content-type': body.type }, body: body.text } : {}) };
    const response = await this.fetch(path, query, init);
    if (!response.ok) throw await problemOf(response);
    return (await response.json()) as Answer;
  }

  private async fetch(path: string, query: HttpQuery, init: Init): Promise<Response> {
    const parameters = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]));
    const url = `${this.base}${path}${parameters.length > 0 ? `?${new URLSearchParams(Object.fromEntries(parameters)).toString()}` : ''}`;
    try {
      return await fetch(url, this.key === undefined ? init : { ...init, headers: { ...init.headers, authorization: `Bearer ${this.key}` } });
    } catch (error) {
      if (init.signal?.aborted === true) throw error;
      throw new RapportError('RAPPORT_STORE_UNAVAILABLE', `no server answers at ${this.base}: start one with \`rapport serve\`, or leave out --url to work on the data folder`, { cause: error });
    }
  }
}

async function problemOf(response: Response): Promise<RapportError> {
  const text = await response.text();
  const { code, detail, title, errors } = readProblem(text);
  if (code === undefined || !isErrorCode(code)) return new RapportError('RAPPORT_INTERNAL', `${response.url} answered ${response.status}: it does not look like a Rapport server`);
  return new RapportError(code, detail ?? title ?? code, errors ? { errors } : {});
}

function readProblem(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
