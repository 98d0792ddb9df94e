import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FolderLock, lockFolder } from './lock-folder';

const inUse = expect.objectContaining({ code: 'RAPPORT_DATA_IN_USE', message: expect.stringContaining('another process is using the data folder') });

/** Takes the lock as another release of the product, in a process of its own, would: by the file and the engine alone. */
const HOLDER = `
  const Database = require('libsql');
  const held = new Database(process.argv[1]);
  held.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  process.send('held');
  process.on('message', () => held.exec('ROLLBACK') ?? process.exit());
`;

describe('the lock of a data folder', () => {
  let folder: string;
  const holders: ChildProcess[] = [];
  const locks: FolderLock[] = [];

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'rapport-lock-')), 'data');
  });
  afterEach(() => {
    for (const holder of holders.splice(0)) holder.kill('SIGKILL');
    for (const lock of locks.splice(0)) lock.release();
    rmSync(join(folder, '..'), { recursive: true });
  });

  function lock(at = folder): FolderLock {
    const taken = lockFolder(at);
    locks.push(taken);
    return taken;
  }

  async function anotherProcess(): Promise<ChildProcess> {
    const holder = spawn(process.execPath, ['-e', HOLDER, join(folder, 'lock.db')], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    holders.push(holder);
    await new Promise((resolve, reject) => {
      holder.once('message', resolve);
      holder.once('exit', () => reject(new Error('the other process was refused')));
    });
    return holder;
  }

  function ended(holder: ChildProcess): Promise<void> {
    return new Promise((resolve) => holder.once('exit', () => resolve()));
  }

  it('makes the folder, with those above it', () => {
    const deep = join(folder, 'some', 'where');
    lock(deep);
    expect(existsSync(deep)).toBe(true);
  });

  it('is refused while another process has it, within a second, and says what to do', async () => {
    lock().release();
    await anotherProcess();
    const from = performance.now();
    expect(() => lock()).toThrow(inUse);
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it('is refused to a second holder in the same process', () => {
    lock();
    expect(() => lock()).toThrow(inUse);
  });

  it('is free when its holder is done', async () => {
    lock().release();
    const holder = await anotherProcess();
    holder.send('done');
    await ended(holder);
    expect(() => lock()).not.toThrow();
  });

  it('is free when its holder is killed, and needs no clearing up', async () => {
    lock().release();
    const holder = await anotherProcess();
    holder.kill('SIGKILL');
    await ended(holder);
    expect(() => lock()).not.toThrow();
  });

  it('keeps another process out', async () => {
    lock();
    await expect(anotherProcess()).rejects.toThrow('the other process was refused');
  });

  it('may be released twice, and taken again', () => {
    const first = lock();
    first.release();
    first.release();
    const second = lock();
    first.release();
    expect(() => lock()).toThrow(inUse);
    second.release();
  });

  it('is of one folder and not of another', () => {
    lock();
    expect(() => lock(join(folder, '..', 'other'))).not.toThrow();
  });

  it('says that a file is in the place of the folder', () => {
    writeFileSync(folder, '');
    for (const at of [folder, join(folder, 'below')]) expect(() => lock(at)).toThrow(expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: `the data folder cannot be made, a file is in its place (${at})` }));
  });

  it('says that its file is not one of ours', () => {
    lock().release();
    writeFileSync(join(folder, 'lock.db'), 'this is a letter to a friend, and no database at all. '.repeat(100));
    expect(() => lock()).toThrow(expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringContaining('damaged or not of this product') }));
  });
});
