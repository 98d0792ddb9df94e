import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The checkout: the folder above that holds infra/engines, from the sources, from dist, and from the cache of what was compiled. */
export const ROOT = rootAbove(__dirname);

/** What was fetched from registries, for all checkouts of this user. RAPPORT_TEST_ENGINES_CACHE names another folder. */
export function cacheFolder(): string {
  const named = process.env['RAPPORT_TEST_ENGINES_CACHE'];
  if (named !== undefined && named !== '') return named;
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'rapport-engines');
}

/**
 * A folder of the cache whose content follows from a file of this repository: fetched again when that file changes.
 * What was fetched halfway, or by another process at the same time, does no harm: a folder appears whole or not at all.
 * @throws Error with what the fetching tool said.
 */
export function cached(name: string, recipe: string, fetch: (folder: string) => void): string {
  const print = createHash('sha256').update(readFileSync(recipe)).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `${name}-${print}`);
  if (existsSync(folder)) return folder;
  const half = `${folder}.${randomUUID().slice(0, 8)}.part`;
  mkdirSync(half, { recursive: true });
  try {
    fetch(half);
    if (!existsSync(folder)) renameSync(half, folder);
  } catch (error) {
    // Another process was faster; its copy is as good.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return folder;
}

/**
 * Runs a tool to its end and answers with what it printed.
 * @throws Error with the tool's last words; if it is not installed, with how to come by it.
 */
export function runTool(program: string, words: readonly string[], advice: string): string {
  try {
    return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ('code' in error && error.code === 'ENOENT') throw new Error(`${program} is not installed: ${advice}`, { cause: error });
    const said = ['stdout' in error ? error.stdout : '', 'stderr' in error ? error.stderr : ''].join('');
    throw new Error(`${program} failed:\n${said.trim().split('\n').slice(-15).join('\n')}`, { cause: error });
  }
}

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'infra/engines/pom.xml'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('the folder infra/engines of the checkout is not to be found');
  return rootAbove(parent);
}
