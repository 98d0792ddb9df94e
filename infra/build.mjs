// Builds dist/: what tsconfig.build.json compiles, the files beside it that are not TypeScript, and the console.
// What has not changed since the last build is left alone. Prints short lines; exits 1 on a fault.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const cache = join(root, 'node_modules/.cache');
const stamps = join(cache, 'build.json');

const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const COMPILED = ['apps', 'libs', 'infra'];
const CONSOLE = 'apps/console';
const SKIPPED = new Set(['node_modules', 'fixtures', '__fixtures__']);
/** Files that the product reads at run time and tsc does not copy. */
const ASSETS = new Set(['.json', '.html', '.css', '.js', '.svg', '.sql', '.txt', '.csv', '.ndjson', '.yaml']);

const sources = COMPILED.flatMap(filesIn).filter((file) => !file.startsWith(`${CONSOLE}/`));
const typescript = sources.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('.d.ts'));
const assets = sources.filter((file) => ASSETS.has(extname(file)) && !file.startsWith('infra/'));
const outputs = new Set([...typescript.map((file) => file.replace(/\.ts$/, '.js')), ...assets]);
const settings = SETTINGS.filter((file) => existsSync(join(root, file)));
const hasConsole = existsSync(join(root, CONSOLE, 'vite.config.ts'));

const parts = [
  { name: 'server', inputs: [...settings, ...typescript, ...assets], done: () => [...outputs].every((file) => existsSync(join(dist, file))), build: buildServer },
  ...(hasConsole ? [{ name: 'console', inputs: [...settings, ...filesIn(CONSOLE)], done: () => existsSync(join(dist, 'console/index.html')), build: buildConsole }] : []),
];

dropOrphans();
const stamped = readStamps();
const results = await Promise.all(parts.map(run));
writeStamps(Object.fromEntries(results.flatMap(({ name, print }) => (print === undefined ? [] : [[name, print]]))));
if (results.every(({ fresh }) => fresh)) console.log('build: up to date');
if (results.some(({ print }) => print === undefined)) process.exitCode = 1;

/** Builds one part if its inputs have changed or its outputs are gone. Answers with the fingerprint of what is built now; undefined after a fault. */
async function run({ name, inputs, done, build }) {
  const print = fingerprint(inputs);
  if (stamped[name] === print && done()) return { name, print, fresh: true };
  const from = Date.now();
  const fault = await build();
  if (fault !== undefined) {
    console.error(`build: ${name} failed\n${fault.trimEnd()}`);
    return { name };
  }
  console.log(`build: ${name} in ${((Date.now() - from) / 1000).toFixed(1)} s`);
  return { name, print };
}

async function buildServer() {
  // tsc writes only what it believes has changed: where a file is gone from dist, its belief is wrong and is dropped.
  if (!typescript.every((file) => existsSync(join(dist, file.replace(/\.ts$/, '.js'))))) rmSync(join(cache, 'tsc.build.tsbuildinfo'), { force: true });
  const fault = await tool('typescript', 'bin/tsc', '-p', 'tsconfig.build.json', '--pretty', 'false');
  if (fault !== undefined) return fault;
  for (const file of assets) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    copyFileSync(join(root, file), join(dist, file));
  }
  return undefined;
}

function buildConsole() {
  return tool('vite', 'bin/vite.js', 'build', '--config', `${CONSOLE}/vite.config.ts`, '--logLevel', 'warn');
}

/** Runs a package's program. Answers with what it printed if it failed. */
function tool(name, program, ...args) {
  let home;
  try {
    home = dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`));
  } catch {
    return Promise.resolve(`${name} is not installed: run npm ci`);
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(home, program), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    child.stderr.on('data', (chunk) => (printed += chunk));
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : printed || `${name} ended with ${signal ?? code}`));
  });
}

/** Takes files out of dist whose source is gone, so that nothing runs that nobody can read. */
function dropOrphans() {
  for (const file of COMPILED.flatMap((folder) => filesIn(join('dist', folder)))) {
    const source = relative('dist', file).replace(/(?:\.d\.ts|\.js\.map)$/, '.js');
    if (!outputs.has(source)) rmSync(join(root, file));
  }
}

function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

/** All files below a folder, as paths from the root. */
function filesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(stamps, 'utf8'));
  } catch {
    return {};
  }
}

function writeStamps(prints) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamps, JSON.stringify(prints));
}
