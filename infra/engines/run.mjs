// npm run engines -- …: runs main.ts without a build of the product, so that engines come up in a checkout whose code does not compile just now.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const compiled = fileURLToPath(new URL('../../node_modules/.cache/engines', import.meta.url));
const require = createRequire(import.meta.url);

const { transformSync } = require('@swc/core');
mkdirSync(compiled, { recursive: true });
for (const file of readdirSync(here)) {
  if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
  const { code } = transformSync(readFileSync(join(here, file), 'utf8'), { filename: file, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } });
  writeFileSync(join(compiled, file.replace(/\.ts$/, '.js')), code);
}

process.exitCode = await require(join(compiled, 'main.js')).main(process.argv.slice(2));
