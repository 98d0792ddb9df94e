import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const repository = join(__dirname, '..');
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rapport-build-'));
  mkdirSync(join(home, 'node_modules'));
  symlinkSync(join(repository, 'node_modules/typescript'), join(home, 'node_modules/typescript'));
  cpSync(join(__dirname, 'build.mjs'), join(home, 'infra/build.mjs'));
  write('package.json', '{}');
  write('tsconfig.build.json', JSON.stringify({ compilerOptions: { rootDir: '.', outDir: 'dist', types: [], lib: ['ES2023'], module: 'node20', target: 'ES2022', skipLibCheck: true, strict: true, incremental: true, tsBuildInfoFile: 'node_modules/.cache/tsc.build.tsbuildinfo' }, include: ['libs'] }));
  write('libs/kernel/one.ts', 'export const one = 1;\n');
  write('libs/kernel/two.ts', "import { one } from './one';\nexport const two: number = one + one;\n");
});

afterEach(() => {
  rmSync(home, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(home, file)), { recursive: true });
  writeFileSync(join(home, file), text);
}

function build(): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['infra/build.mjs'], { cwd: home, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** Puts a vite in place that only says that it was called. */
function withConsole(): void {
  write('node_modules/vite/package.json', '{}');
  write('node_modules/vite/bin/vite.js', "const fs = require('fs'); fs.mkdirSync('dist/console', { recursive: true }); fs.writeFileSync('dist/console/index.html', ''); fs.appendFileSync('calls.log', 'x');");
  write('apps/console/vite.config.ts', '');
  write('apps/console/src/main.ts', '');
}

const inDist = (file: string): boolean => existsSync(join(home, 'dist', file));

describe('the build', () => {
  it('compiles once, then says that nothing has changed', () => {
    expect(build()).toMatchObject({ code: 0, out: expect.stringMatching(/^build: server in \d+\.\d s\n$/), err: '' });
    expect(inDist('libs/kernel/two.js')).toBe(true);
    expect(build()).toEqual({ code: 0, out: 'build: up to date\n', err: '' });
  });

  it('emits again what has gone from dist, whatever tsc believes', () => {
    build();
    rmSync(join(home, 'dist'), { recursive: true });
    expect(build().code).toBe(0);
    expect(inDist('libs/kernel/one.js')).toBe(true);

    rmSync(join(home, 'dist/libs/kernel/one.js'));
    expect(build().code).toBe(0);
    expect(inDist('libs/kernel/one.js')).toBe(true);
  });

  it('takes away the output of a source that is gone', () => {
    build();
    rmSync(join(home, 'libs/kernel/two.ts'));
    expect(build().code).toBe(0);
    expect([inDist('libs/kernel/one.js'), inDist('libs/kernel/two.js')]).toEqual([true, false]);
  });

  it('shows a fault, ends with 1, and shows it again the next time', () => {
    write('libs/kernel/two.ts', "export const two: number = 'two';\n");
    for (let time = 0; time < 2; time++) expect(build()).toMatchObject({ code: 1, err: expect.stringContaining('libs/kernel/two.ts(1,14): error TS2322') });
  });

  it('copies the files that the product reads at run time', () => {
    write('libs/kernel/words.json', '["a"]');
    write('libs/kernel/fixtures/case.json', '["not this"]');
    build();
    expect(readFileSync(join(home, 'dist/libs/kernel/words.json'), 'utf8')).toBe('["a"]');
    expect(inDist('libs/kernel/fixtures')).toBe(false);
  });

  it('builds the console only when something of it has changed', () => {
    withConsole();
    for (let time = 0; time < 2; time++) build();
    expect(readFileSync(join(home, 'calls.log'), 'utf8')).toBe('x');
    write('apps/console/src/main.ts', 'export {};\n');
    build();
    expect(readFileSync(join(home, 'calls.log'), 'utf8')).toBe('xx');
  });

  it('says what to do where the tools are not installed', () => {
    rmSync(join(home, 'node_modules/typescript'));
    expect(build()).toMatchObject({ code: 1, err: expect.stringContaining('typescript is not installed: run npm ci') });
  });
});
