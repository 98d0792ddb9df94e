import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Tells it to stop, and resolves when it has ended. */
  stop(): Promise<void>;
}

const PRODUCT = join(__dirname, '..', '..', '..', 'apps', 'cli', 'main.js');
const BARE = join(__dirname, '..', 'bare-server.js');
const BILLING = join(__dirname, '..', 'billing-service.js');
const EVENT_STORE = join(__dirname, '..', '..', '..', 'libs', 'testing', 'eventstoredb-server', 'main.js');
const HTTP = /http:\/\/[\w.:[\]]+:\d+/;

/** The built product, serving a data folder. Resolves when it listens. */
export function startProduct(data: string): Promise<ServerProcess> {
  return start([PRODUCT, 'serve'], { RAPPORT_DATA: data, RAPPORT_PORT: '0', RAPPORT_LOG_LEVEL: 'error' });
}

/** The bare server that the product's intake is held against. */
export function startBare(data: string): Promise<ServerProcess> {
  return start([BARE, data], {});
}

/** The built product in the roles, and on the engines, that the variables name. Resolves when it listens. */
export function startRole(variables: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return start([PRODUCT, 'serve'], { RAPPORT_PORT: '0', RAPPORT_LOG_LEVEL: 'error', ...variables });
}

/** A service beside the product: it answers each order that it hears of on the bridge with an invoice. Resolves when it listens to the topic. */
export function startBilling(brokers: string, namespace: string): Promise<ServerProcess> {
  return start([BILLING, brokers, namespace], {}, /billing/);
}

/** The server that speaks the protocol of EventStoreDB, in memory. `url` is its connection string. */
export function startEventStoreServer(): Promise<ServerProcess> {
  return start([EVENT_STORE, '--port', '0'], {}, /esdb:\/\/[^"]+/);
}

/** Waits until the read models of a server hold all that is in its log. */
export async function untilReady({ url }: ServerProcess): Promise<void> {
  for (;;) {
    if ((await fetch(`${url}/health/ready`)).ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function start(words: readonly string[], variables: Readonly<Record<string, string>>, listening = HTTP): Promise<ServerProcess> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('RAPPORT_')));
  const child = spawn(process.execPath, [...words], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...inherited, ...variables } });
  const orphaned = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', orphaned);
  child.once('exit', () => process.off('exit', orphaned));
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = listening.exec(said)?.[0];
      if (url !== undefined) resolve({ url, pid: child.pid ?? 0, stop: () => stop(child) });
    });
    child.once('exit', (code) => {
      reject(new Error(`the server ended with ${String(code)} before it listened: ${said}`));
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.kill('SIGTERM');
  });
}
