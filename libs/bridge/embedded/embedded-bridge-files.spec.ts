import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, openDatabase } from '#embedded';
import { DAY, FixedClock, HOUR } from '#kernel';
import { consume, idsOf, message, newGroup, series, take, Taker } from '../conformance/subject';
import { EmbeddedBridge } from './embedded-bridge';

describe('the file of the embedded bridge', () => {
  const clock = new FixedClock(Date.UTC(2026, 2, 1));
  let folder: string;
  let file: string;
  const opened: { close(): unknown }[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-bridge-'));
    file = join(folder, 'bridge.db');
    clock.set(Date.UTC(2026, 2, 1));
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    rmSync(folder, { recursive: true });
  });

  async function open(at = file): Promise<EmbeddedBridge> {
    const bridge = await EmbeddedBridge.open({ file: at, clock });
    opened.push(bridge);
    return bridge;
  }

  function sqlite(at = file): Connection {
    const connection = openDatabase(at);
    opened.push(connection);
    return connection;
  }

  const count = (table: string, where = '1'): number => (sqlite().prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).raw().get() as [number])[0];

  it('holds what was published and what was committed, in the state in which a killed process leaves it, and gives again what was in hand', async () => {
    const bridge = await open();
    await bridge.ensure([{ name: 'billing', partitions: 1 }]);
    const [done, inHand] = [series(['ann'], 3), series(['ann'], 2)];
    const [group, before, after] = [newGroup(), new Taker(), new Taker()];
    await bridge.publish('billing', done);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await consume(bridge, ['billing'], { group, handle: async (messages) => {
      await before.handle(messages);
      if (messages.some(({ id }) => idsOf(inHand).includes(id))) await held;
    } });
    await before.until(idsOf(done));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await bridge.publish('billing', inHand);
    await before.until(idsOf(inHand));
    const crashed = join(folder, 'after-the-crash.db');
    for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, `${crashed}${suffix}`);
    // The dead process had another number: what it held is free at once.
    const connection = sqlite(crashed);
    connection.exec("UPDATE members SET member = '0:' || member; UPDATE claims SET member = '0:' || member");
    await consume(await open(crashed), ['billing'], { group, handle: after.handle });
    await after.until(idsOf(inHand));
    expect(after.ids).toEqual(idsOf(inHand));
    release();
  });

  it('frees what a member held that hung or died with its thread, after ten seconds', async () => {
    const bridge = await open();
    await bridge.ensure([{ name: 'billing', partitions: 2 }]);
    const [group, taker, notes] = [newGroup(), new Taker(), series(['ann', 'ben', 'cid', 'dan'], 1)];
    await bridge.publish('billing', notes);
    const connection = sqlite();
    const topic = (connection.prepare("SELECT id FROM topics WHERE name = 'billing'").raw().get() as [number])[0];
    const gone = `${String(process.pid)}:gone`;
    connection.prepare('INSERT INTO members VALUES (?, ?, ?, ?)').run(group, gone, JSON.stringify([topic]), clock.now() + 10_000);
    for (const partition of [0, 1]) connection.prepare('INSERT INTO claims VALUES (?, ?, ?, ?, ?)').run(group, topic, partition, gone, clock.now() + 10_000);
    await consume(bridge, ['billing'], { group, handle: taker.handle });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(taker.taken).toEqual([]);
    clock.set(clock.now() + 10_001);
    await taker.until(idsOf(notes));
  });

  it('lets go of messages when their time is over, with the next that is published, and numbers on', async () => {
    const bridge = await open();
    await bridge.ensure([{ name: 'short', partitions: 1, retention: HOUR }, { name: 'usual', partitions: 1 }]);
    for (const topic of ['short', 'usual']) await bridge.publish(topic, series(['ann'], 5));
    clock.set(clock.now() + HOUR + 1);
    const last = message();
    await bridge.publish('short', [last]);
    expect([count('messages')]).toEqual([6]);
    clock.set(clock.now() + 7 * DAY);
    const only = message();
    await bridge.publish('usual', [only]);
    expect(count('messages')).toBe(1);
    expect((await take(bridge, ['short', 'usual'], [only.id])).taken.map(({ id, offset }) => [id, offset])).toEqual([[only.id, '5']]);
  });

  it('keeps the latest message of each key of a compacted topic, and what is null for a day', async () => {
    const bridge = await open();
    await bridge.ensure([{ name: 'customers', partitions: 2, compacted: true }]);
    await bridge.publish('customers', series(['ann', 'ben', 'cid'], 4));
    const [ann, ben] = [message({ key: 'ann', data: null }), message({ key: 'ben' })];
    await bridge.publish('customers', [ann, ben]);
    expect(count('messages')).toBe(3);
    expect((await take(bridge, ['customers'], [ann.id, ben.id])).taken).toHaveLength(3);
    clock.set(clock.now() + 400 * DAY);
    await bridge.publish('customers', [message({ key: 'dan' })]);
    expect([count('messages'), count('messages', 'tombstone = 1')]).toEqual([3, 0]);
  });

  it('is said to be damaged where it is no bridge', async () => {
    writeFileSync(file, 'this is a letter to a friend, and no database at all. '.repeat(100));
    await expect(open()).rejects.toMatchObject({ code: 'RAPPORT_BRIDGE_UNAVAILABLE', message: expect.stringMatching(/damaged or not of this product/) });
  });

  it('says what is wrong with it, and works again when it is mended, without being opened anew', async () => {
    const bridge = await open();
    await bridge.ensure([{ name: 'billing', partitions: 1 }]);
    const [said, taker, note] = [[] as string[], new Taker(), message()];
    await consume(bridge, ['billing'], { handle: taker.handle, warn: (sentence) => said.push(sentence) });
    const other = sqlite();
    other.exec('ALTER TABLE messages RENAME TO elsewhere');
    await expect(bridge.publish('billing', [note])).rejects.toMatchObject({ code: 'RAPPORT_BRIDGE_UNAVAILABLE', message: expect.stringMatching(/^the bridge does not work: no such table/) });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(said[0]).toMatch(/goes on in a second: no such table/);
    other.exec('ALTER TABLE elsewhere RENAME TO messages');
    await bridge.publish('billing', [note]);
    await taker.until([note.id]);
  });
});
