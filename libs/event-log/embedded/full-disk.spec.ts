import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#embedded';
import { systemClock } from '#kernel';
import { EventTypes } from '#touchpoints';
import { EventCodec } from '../codec';
import { idsOf, newEvent, newEvents } from '../conformance/subject';
import { EmbeddedEventLog } from './embedded-event-log';

/** A disk of two megabytes of its own; undefined where this user may not have one (it takes root on Linux). */
function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

/** Lazily: the driver closes its files when their statements are collected. */
function remove(disk: string): void {
  execFileSync('umount', ['--lazy', disk]);
  rmSync(disk, { recursive: true });
}

const tried = smallDisk();
if (tried !== undefined) remove(tried);

(tried === undefined ? describe.skip : describe)('the embedded event log on a disk that is full', () => {
  const full = { code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringContaining('the disk is full') };
  const big = (): ReturnType<typeof newEvent> => newEvent({ type: 'test.big', data: { text: 'x'.repeat(300_000) } });
  let disk: string;
  let ballast: string;
  let log: EmbeddedEventLog;

  async function open(): Promise<void> {
    log = await EmbeddedEventLog.open({ file: join(disk, 'events.db'), codec: new EventCodec(new EventTypes()), clock: systemClock, writer: 'here' });
  }

  function fill(): void {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(ballast, Buffer.alloc(Math.max(bavail * bsize - 30_000, 0)));
  }

  beforeEach(async () => {
    disk = String(smallDisk());
    ballast = join(disk, 'ballast');
    await open();
  });
  afterEach(async () => {
    await log.close();
    remove(disk);
  });

  it('refuses appends with a reason, writes nothing of them, still reads, and takes the same appends when there is room again', async () => {
    const known = newEvents(20);
    await log.append(known);
    fill();
    const refused = [newEvents(3), [big(), big()], newEvents(2)];
    const results = await Promise.allSettled(refused.map((events) => log.append(events)));
    expect(results.map((result) => result.status === 'rejected' && (result.reason as unknown))).toEqual(Array(3).fill(expect.objectContaining(full)));
    expect(idsOf(await log.readAll({ limit: 100 }))).toEqual(idsOf(known));

    truncateSync(ballast, 0);
    const outcomes = (await Promise.all(refused.map((events) => log.append(events)))).flat();
    expect(outcomes.map(({ status }) => status)).toEqual(Array(7).fill('appended'));
    expect(idsOf(await log.readAll({ limit: 100 }))).toEqual(idsOf([...known, ...refused.flat()]));
    expect((await log.countsByType()).get('test.big')).toBe(2);
  });

  it('has a whole file after it was full time and again, and knows every event that it has answered', async () => {
    const answered: string[] = [];
    for (let round = 0; round < 6; round++) {
      if (round % 2 === 0) fill();
      else truncateSync(ballast, 0);
      for (const event of [newEvent(), big(), newEvent()]) await log.append([event]).then(() => answered.push(event.id), (error: unknown) => expect(error).toMatchObject(full));
      if (round % 2 === 1) {
        await log.close();
        await open();
      }
    }
    expect(answered.length).toBeGreaterThan(3);
    expect(idsOf(await log.readAll({ limit: 100 }))).toEqual(answered);
    const connection = openDatabase(join(disk, 'events.db'), { readonly: true });
    expect(connection.prepare('PRAGMA integrity_check').raw().all()).toEqual([['ok']]);
    connection.close();
  });
});
