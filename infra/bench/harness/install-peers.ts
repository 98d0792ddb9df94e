import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Skipped } from './skipped';

const ROOT = join(__dirname, '..', '..', '..', '..');
const LISTED = join(ROOT, 'infra', 'bench', 'peers', 'package.json');
/** The most time for fetching and, where there is no built form for the machine, compiling, ms. */
const LONGEST = 10 * 60_000;

/**
 * Installs what Rapport is held against, once, apart from its own packages; answers the folder to load it from. A native package without a built form for the
 * machine is compiled against the headers that came with Node.
 * @throws Skipped, saying why, where it cannot be installed
 */
export function installPeers(note: (text: string) => void): string {
  const folder = join(ROOT, 'node_modules', '.cache', 'bench-peers');
  const copy = join(folder, 'package.json');
  mkdirSync(folder, { recursive: true });
  const same = existsSync(copy) && readFileSync(copy, 'utf8') === readFileSync(LISTED, 'utf8');
  copyFileSync(LISTED, copy);
  if (same && fault(folder) === undefined) return folder;
  note(`installing what the benchmark is held against in ${folder}: minutes, where it has to be compiled`);
  const { status, stderr, error } = spawnSync('npm', ['install', '--prefix', folder, '--no-package-lock', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8', timeout: LONGEST, env: { ...process.env, ...headers() } });
  if (error || status !== 0) throw new Skipped(`npm install of the peers failed: ${lastLine(stderr) ?? error?.message ?? `exit ${String(status)}`}`);
  const reason = fault(folder);
  if (reason !== undefined) throw new Skipped(`the peers do not load: ${reason}`);
  return folder;
}

/** Why one of the packages does not load; undefined if all do. */
function fault(folder: string): string | undefined {
  const names = Object.keys((JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> }).dependencies);
  const load = createRequire(join(folder, 'package.json'));
  try {
    for (const name of names) load(name);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? error.message) : String(error);
  }
}

/** Node's own headers, so that compiling needs no download. */
function headers(): Record<string, string> {
  const installed = dirname(dirname(process.execPath));
  return existsSync(join(installed, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: installed } : {};
}

function lastLine(text: string | null): string | undefined {
  return text?.trim().split('\n').filter((line) => !line.includes('debug-0.log') && line.replace(/^npm (error|ERR!)/, '').trim() !== '').at(-1);
}
