import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, openDatabase } from '#embedded';
import { systemClock } from '#kernel';
import { EventTypes } from '#touchpoints';
import { EventCodec } from '../codec';
import { idsOf, newEvent, newEvents, newStream } from '../conformance/subject';
import { EmbeddedEventLog } from './embedded-event-log';

const unavailable = (message: RegExp): unknown => expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(message) });

describe('the files of the embedded event log', () => {
  let folder: string;
  let file: string;
  const opened: { close(): unknown }[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-log-'));
    file = join(folder, 'events.db');
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    rmSync(folder, { recursive: true });
  });

  async function open(writer: 'here' | 'none', at = file): Promise<EmbeddedEventLog> {
    const log = await EmbeddedEventLog.open({ file: at, codec: new EventCodec(new EventTypes()), clock: systemClock, writer });
    opened.push(log);
    return log;
  }

  function sqlite(at = file): Connection {
    const connection = openDatabase(at);
    opened.push(connection);
    return connection;
  }

  it('is empty at first', async () => {
    const log = await open('here');
    expect([await log.head(), await log.readAll({ limit: 10 }), [...(await log.countsByType())]]).toEqual([0n, [], []]);
  });

  it('numbers positions from 1 without a gap, refusals and repeats between', async () => {
    const log = await open('here');
    const [first] = await log.append([newEvent()]);
    const event = newEvent();
    await log.append([event]);
    await log.append([event]);
    await expect(log.append([newEvent()], { expectedRevision: 4 })).rejects.toMatchObject({ code: 'RAPPORT_WRONG_EXPECTED_REVISION' });
    const [last] = await log.append([newEvent()]);
    expect([first!.position, last!.position]).toEqual([1n, 3n]);
  });

  it('holds on the disk what an append has answered, in the state in which a killed process leaves it', async () => {
    const log = await open('here');
    const events = newEvents(500, { stream: newStream() });
    await log.append(events);
    const after = join(folder, 'after-the-crash.db');
    copyFileSync(file, after);
    copyFileSync(`${file}-wal`, `${after}-wal`);
    const again = await open('here', after);
    expect(idsOf((await again.readStream(events[0]!.stream, { limit: 1_000 }))!)).toEqual(idsOf(events));
    await again.append([newEvent({ stream: events[0]!.stream })], { expectedRevision: 499 });
  });

  it('holds all in one file after a clean close', async () => {
    const log = await open('here');
    const [event] = newEvents(1);
    await log.append([event!]);
    await log.close();
    const copy = join(folder, 'copy.db');
    copyFileSync(file, copy);
    const reader = await open('none', copy);
    expect(idsOf(await reader.readAll({ limit: 10 }))).toEqual([event!.id]);
  });

  it('lets others read what one writes, and hears them within two seconds without a word', async () => {
    const [writer, reader] = [await open('here'), await open('none')];
    const [event] = newEvents(1);
    const pages = reader.subscribe({ after: 0n, signal: new AbortController().signal })[Symbol.asyncIterator]();
    await pages.next();
    const next = pages.next();
    await writer.append([event!]);
    expect(idsOf((await next).value.events)).toEqual([event!.id]);
    expect((await reader.countsByType()).get(event!.type)).toBe(1);
  });

  it('takes nothing where it is open for reading', async () => {
    await open('here');
    await expect((await open('none')).append([newEvent()])).rejects.toEqual(unavailable(/open for reading only/));
  });

  it('does not make a log that is only to be read', async () => {
    await expect(open('none')).rejects.toEqual(unavailable(/there is no .*events\.db to read/));
  });

  it('says that a file is not a log', async () => {
    writeFileSync(file, 'this is a letter to a friend, and no database at all. '.repeat(100));
    await expect(open('here')).rejects.toEqual(unavailable(/damaged or not of this product/));
  });

  it('says what is wrong with the file, when it reads', async () => {
    const log = await open('here');
    await log.append([newEvent()]);
    sqlite().exec('ALTER TABLE events RENAME TO elsewhere');
    await expect(log.readAll({ limit: 1 })).rejects.toEqual(unavailable(/no such table.*events\.db/));
    expect(await log.health()).toMatchObject({ ok: false });
  });

  it('fails every append of a group that the engine cannot write, writes none of it, and goes on when it can', async () => {
    const log = await open('here');
    const known = newEvent();
    await log.append([known]);
    const other = sqlite();
    other.exec('ALTER TABLE streams RENAME TO elsewhere');
    const lost = newEvents(2, { type: 'test.lost' });
    const results = await Promise.allSettled([log.append([lost[0]!]), log.append([lost[1]!])]);
    expect(results).toEqual([{ status: 'rejected', reason: unavailable(/no such table/) }, { status: 'rejected', reason: unavailable(/no such table/) }]);
    expect(await log.head()).toBe(1n);
    other.exec('ALTER TABLE elsewhere RENAME TO streams');
    const outcomes = await log.append([...lost, known, newEvent({ stream: known.stream })]);
    expect(outcomes.map(({ status, position }) => [status, position])).toEqual([['appended', 2n], ['appended', 3n], ['duplicate', 1n], ['appended', 4n]]);
    expect((await log.countsByType()).get('test.lost')).toBe(2);
    expect((await log.readStream(known.stream, { limit: 10 }))?.map(({ revision }) => revision)).toEqual([0, 1]);
  });

  it('shows itself to people as the view `recorded`', async () => {
    const log = await open('here');
    await log.append([newEvent({ id: 'a', type: 'web.page-viewed', stream: 'identity-1', occurredAt: Date.UTC(2026, 2, 1, 10, 15, 0, 123) })]);
    expect(sqlite().prepare('SELECT position, id, type, stream, revision, occurred_at FROM recorded').get()).toMatchObject({ position: 1, id: 'a', type: 'web.page-viewed', stream: 'identity-1', revision: 0, occurred_at: '2026-03-01T10:15:00.123Z' });
  });
});
