import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const PATIENCE_MS = 30_000;
const A_MOMENT_MS = 50;

/**
 * Starts, stops (SIGTERM) or kills (SIGKILL) a server process on the files of a folder, and returns when that is done:
 *
 *     node dist/libs/testing/eventstoredb-server/control.js --folder DIR [--port 2113] start|stop|kill
 *
 * The process outlives this one; its id is kept in the folder.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { folder: { type: 'string' }, port: { type: 'string', default: '2113' } } });
  const { folder, port } = values;
  const [verb] = positionals;
  if (folder === undefined || verb === undefined) throw new Error('Usage: control.js --folder DIR [--port 2113] start|stop|kill');
  mkdirSync(folder, { recursive: true });
  if (verb === 'start') await start(folder, port);
  else await end(folder, verb === 'kill' ? 'SIGKILL' : 'SIGTERM');
}

async function start(folder: string, port: string): Promise<void> {
  const said = join(folder, 'server.out');
  rmSync(said, { force: true });
  const output = openSync(said, 'w');
  // Nothing of this process's own is inherited: whoever waits for the end of its output would wait for the server's.
  const child = spawn(process.execPath, [join(__dirname, 'main.js'), '--port', port, '--folder', folder], { detached: true, stdio: ['ignore', output, output] });
  writeFileSync(pidFile(folder), String(child.pid));
  child.unref();
  await until(() => existsSync(said) && readFileSync(said, 'utf8').includes('\n'));
}

async function end(folder: string, signal: NodeJS.Signals): Promise<void> {
  const pid = Number(readFileSync(pidFile(folder), 'utf8'));
  process.kill(pid, signal);
  await until(() => !isRunning(pid));
}

const pidFile = (folder: string): string => join(folder, 'server.pid');

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  const from = Date.now();
  while (!condition()) {
    if (Date.now() - from > PATIENCE_MS) throw new Error(`The server did not do so within ${PATIENCE_MS / 1_000} s.`);
    await wait(A_MOMENT_MS);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
