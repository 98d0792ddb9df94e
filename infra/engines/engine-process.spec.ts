import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineProcess } from './engine-process';
import { waitUntil } from './wait-until';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-engine-'));
});

afterEach(async () => {
  await server().kill();
  rmSync(folder, { recursive: true });
});

const server = (): EngineProcess => new EngineProcess('server', join(folder, '1'));

/** Runs a line of JavaScript for ever after; the folder in its words is how it is known again. */
const run = (script: string): { program: string; words: string[] } => ({ program: process.execPath, words: ['-e', `${script}; console.log('ready'); setInterval(() => undefined, 1000)`, join(folder, '1')] });

const startAndWait = async (script: string): Promise<number> => {
  server().start(run(script));
  return waitUntil('the server', () => Promise.resolve(server().lastWords() === 'ready' ? server().pid() : undefined));
};

describe('a server as a process', () => {
  it('is found by whoever comes later, and started once', async () => {
    const pid = await startAndWait('');
    server().start(run(''));
    expect(server().pid()).toBe(pid);
    expect(await server().stop()).toBe(true);
    expect(server().pid()).toBeUndefined();
  });

  it('is made to end where it does not listen', async () => {
    await startAndWait("process.on('SIGTERM', () => undefined)");
    expect(await server().stop(300)).toBe(false);
    expect(server().pid()).toBeUndefined();
  });

  it('ends although it was held', async () => {
    await startAndWait('');
    server().pause();
    expect(await server().stop()).toBe(true);
  });

  it('says why it ended by itself, but not after it was ended', async () => {
    server().start({ program: process.execPath, words: ['-e', "console.error('no room'); process.exit(1)", join(folder, '1')] });
    await expect(waitUntil('the server', () => Promise.resolve(undefined), { giveUp: () => server().whyEnded() })).rejects.toThrow('the server: server has ended; its last words:\nno room');
    await server().stop();
    expect(server().whyEnded()).toBeUndefined();
  });

  it('says that its program is missing', async () => {
    const missing = server();
    missing.start({ program: join(folder, 'nothing'), words: [] });
    await expect(waitUntil('the server', () => Promise.resolve(undefined), { giveUp: () => missing.whyEnded() })).rejects.toThrow('ENOENT');
  });

  it('is not taken for another program that has got its number since', async () => {
    mkdirSync(join(folder, '1'));
    writeFileSync(join(folder, '1/pid'), String(process.pid));
    expect(server().pid()).toBeUndefined();
    await server().kill();
  });
});
