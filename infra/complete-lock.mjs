// Adds to package-lock.json the optional packages of other platforms that npm left out of it.
//
// npm leaves out an optional package that the registry it asked could not give, as a mirror for one platform cannot; and then npm ci, here and
// everywhere, refuses the lock as incomplete. What is added needs no registry: the exact version that the parent asks for, and the platform that the
// package's name says, so that it is skipped wherever it does not fit. Run it after npm install: npm run lock. With --check it changes nothing and exits 1 if something is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(file, 'utf8'));
const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const LIBC = { gnu: 'glibc', musl: 'musl' };

const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isThere(path, name)) continue;
    const platform = platformOf(name);
    if (!/^\d+\.\d+\.\d+[\w.-]*$/.test(version) || platform === undefined) throw new Error(`${path} wants ${name}@${version}, which names no one version or no platform: add it by hand`);
    lock.packages[`node_modules/${name}`] = sorted({ version, ...(entry.dev ? { dev: true } : {}), optional: true, ...platform }, 'version');
    added.push(`${name}@${version}`);
  }
}
if (process.argv.includes('--check')) {
  process.exitCode = added.length > 0 ? 1 : 0;
} else if (added.length > 0) {
  lock.packages = sorted(lock.packages);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(added.length > 0 ? `missing in package-lock.json: ${added.join(', ')}` : 'nothing is missing');

/** In the order in which npm writes, so that only what is new shows in the diff. */
function sorted(object, first) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a === first ? -1 : b === first ? 1 : a.localeCompare(b, 'en'))));
}

/** Whether npm finds the package from there, going up. */
function isThere(from, name) {
  const folders = from.split(/\/?(?=node_modules\/)/).filter((part) => part !== '');
  return [...folders.keys(), folders.length].some((depth) => lock.packages[[...folders.slice(0, depth), 'node_modules', name].join('/')] !== undefined);
}

function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.filter((word) => OS.includes(word));
  const cpu = words.filter((word) => CPU.includes(word));
  const libc = os.includes('linux') ? words.flatMap((word) => LIBC[word] ?? []) : [];
  return cpu.length === 1 ? { cpu, ...(libc.length > 0 ? { libc } : {}), ...(os.length > 0 ? { os } : {}) } : undefined;
}
