import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The checkout, from the sources and from dist. */
const ROOT = rootAbove(__dirname);
const PROGRAM = join(ROOT, 'bin', 'rapport.js');
const LONGEST_START = 60_000;

/** Whether the product is built, so that tests can start it. */
export const productIsBuilt = existsSync(join(ROOT, 'dist', 'apps', 'cli', 'main.js'));

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
}

/** A running product, as a process of its own, talked to over HTTP. */
export interface Product {
  readonly url: string;
  readonly data: string;
  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>>;
  post<Body = Record<string, unknown>>(path: string, body?: unknown): Promise<Answer<Body>>;
  /** Sends touchpoints and waits until the read models hold them. */
  send(touchpoints: readonly object[]): Promise<Record<string, unknown>>;
  /** The customer of an identity. */
  customerOf(kind: string, value: string): Promise<string>;
  /** One document; undefined where there is none. */
  document(customerId: string, model: string, query?: string): Promise<Record<string, unknown> | undefined>;
  /** What it has written on standard error so far: its log. */
  said(): string;
  /** As a machine that loses its power. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** A folder to go on with; default a fresh one, removed at the end. */
  readonly data?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A product on its way up. */
export interface Launched {
  readonly pid: number | undefined;
  readonly ready: Promise<Product>;
  /** Where it listens, as soon as it does. */
  readonly address: Promise<string>;
  /** Resolves when the process is gone, whatever has ended it. */
  readonly ended: Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Holds it where it stands, as a suspended machine would. */
  pause(): void;
  resume(): void;
  /** What it has written on standard error so far. */
  said(): string;
}

/** Starts the built product and waits until it is ready. */
export function startProduct(options: StartOptions = {}): Promise<Product> {
  return launchProduct(options).ready;
}

/** Starts the built product. What wants to end it before it is ready can. */
export function launchProduct({ data, environment = {} }: StartOptions = {}): Launched {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'rapport-test-'));
  const child = spawn(process.execPath, [PROGRAM, 'serve'], { env: { ...ownEnvironment(), RAPPORT_DATA: folder, RAPPORT_PORT: '0', RAPPORT_LOG_LEVEL: 'error', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const log: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((done) => {
      child.once('close', () => {
        done();
      });
      child.kill(signal);
    });
  };
  const productAt = (url: string): Product => ({
    url,
    data: folder,
    said: () => log.join(''),
    get: (path) => call(url, 'GET', path),
    post: (path, body = {}) => call(url, 'POST', path, body),
    send: async (touchpoints) => {
      const { status, body } = await call(url, 'POST', '/v1/touchpoints?wait=visible', { batch: touchpoints });
      if (status !== 200) throw new Error(`intake answered ${String(status)}: ${JSON.stringify(body)}`);
      return body;
    },
    customerOf: async (kind, value) => String((await call(url, 'GET', `/v1/identities/${kind}/${encodeURIComponent(value)}`)).body['customerId']),
    document: async (customerId, model, query = '') => {
      const { status, body } = await call(url, 'GET', `/v1/customers/${customerId}/read-models/${model}${query}`);
      return status === 200 ? body : undefined;
    },
    kill: () => ended('SIGKILL'),
    stop: async () => {
      await ended('SIGTERM');
      if (data === undefined) rmSync(folder, { recursive: true, force: true });
    },
  });
  const address = addressOf(child);
  address.catch(() => undefined);
  const up = async (): Promise<Product> => {
    const url = await address;
    await readiness(url, child).catch((error: unknown) => { throw new Error(`${String(error)}: ${log.join('').slice(-800)}`); });
    return productAt(url);
  };
  const ready = up();
  ready.catch(() => undefined);
  return {
    pid: child.pid, ready, address,
    ended: new Promise((done) => child.once('close', () => { done(); })),
    kill: () => ended('SIGKILL'),
    stop: () => ended('SIGTERM'),
    pause: () => { child.kill('SIGSTOP'); },
    resume: () => { child.kill('SIGCONT'); },
    said: () => log.join(''),
  };
}

export interface Ended {
  /** null: it was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command under way. */
export interface RunningCommand {
  readonly ended: Promise<Ended>;
  kill(): void;
}

/** Runs a command of the product to its end. */
export function runProduct(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return launchCommand(words, environment).ended;
}

/** Starts a command of the product. What wants to end it before its end can. */
export function launchCommand(words: readonly string[], environment: Readonly<Record<string, string>> = {}): RunningCommand {
  const child = spawn(process.execPath, [PROGRAM, ...words], { env: { ...ownEnvironment(), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return {
    ended: new Promise((done) => {
      child.on('close', (code) => {
        done({ code, out, err });
      });
    }),
    kill: (): void => {
      child.kill('SIGKILL');
    },
  };
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (name.startsWith('RAPPORT_') || value === undefined ? [] : [[name, value] as const])));
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /https?:\/\/[\w.:[\]-]+/.exec(said)?.[0];
      if (address !== undefined) found(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('close', () => {
      failed(new Error(`the product ended before it was ready: ${said.slice(-800)}`));
    });
  });
}

async function readiness(url: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + LONGEST_START; Date.now() < end && child.exitCode === null && child.signalCode === null; ) {
    if ((await fetch(`${url}/health/ready`).catch(() => undefined))?.ok === true) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(child.exitCode === null && child.signalCode === null ? 'the product was not ready in time' : `the product ended before it was ready, with ${String(child.exitCode ?? child.signalCode)}`);
}

async function call<Body = Record<string, unknown>>(url: string, method: string, path: string, body?: unknown): Promise<Answer<Body>> {
  const response = await fetch(`${url}${path}`, { method, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Body };
}

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'bin', 'rapport.js')) ? folder : rootAbove(dirname(folder));
}
