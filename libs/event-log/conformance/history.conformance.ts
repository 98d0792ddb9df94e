import { assert, asyncProperty, array, boolean, integer, option, record as recordOf, subarray } from 'fast-check';
import type { RecordedEvent } from '#touchpoints';
import { compareHistory, type HistoryKey, type ReadHistory } from '../event-log';
import { idsOf, newEvent, newEvents, newStream, newType, NOW, record, type Subject } from './subject';

/** The one law's order, worked out by hand from everything that was recorded. */
function expected(all: readonly RecordedEvent[], { streams, after, types, asOf = Infinity, upTo, direction = 'forwards', limit = Infinity }: ReadHistory): RecordedEvent[] {
  const sign = direction === 'forwards' ? 1 : -1;
  const chosen = all.filter((event) => streams.includes(event.stream) && (types?.includes(event.type) ?? true) && event.occurredAt <= asOf && (upTo === undefined || event.position <= upTo));
  const further = chosen.filter((event) => after === undefined || sign * compareHistory(event, after) > 0);
  return further.sort((a, b) => sign * compareHistory(a, b)).slice(0, limit);
}

const keyOf = ({ occurredAt, position }: HistoryKey): HistoryKey => ({ occurredAt, position });

export function histories(subject: Subject): void {
  it('is the events of several streams as one list by the time they occurred', async () => {
    const [one, other] = [newStream(), newStream()];
    const events = [newEvent({ stream: one, occurredAt: NOW }), newEvent({ stream: other, occurredAt: NOW - 10 }), newEvent({ stream: one, occurredAt: NOW - 20 }), newEvent({ stream: other, occurredAt: NOW + 5 })] as const;
    await subject.log.append(events);
    const order = idsOf([events[2], events[1], events[0], events[3]]);
    expect(idsOf(await subject.log.readHistory({ streams: [one, other] }))).toEqual(order);
    expect(idsOf(await subject.log.readHistory({ streams: [other, one] }))).toEqual(order);
    expect(idsOf(await subject.log.readHistory({ streams: [one, other], direction: 'backwards' }))).toEqual([...order].reverse());
  });

  it('orders what occurred in the same millisecond by position, across streams too', async () => {
    const streams = [newStream(), newStream(), newStream()];
    const events = Array.from({ length: 9 }, (_, index) => newEvent({ stream: streams[index % 3]! }));
    // One by one: what one call has for one stream may come to lie together.
    for (const event of events) await subject.log.append([event]);
    expect(idsOf(await subject.log.readHistory({ streams }))).toEqual(idsOf(events));
    expect(idsOf(await subject.log.readHistory({ streams, direction: 'backwards' }))).toEqual(idsOf(events).reverse());
  });

  it('puts a late event where it occurred, not where it was recorded', async () => {
    const stream = newStream();
    const [first, last] = [newEvent({ stream, occurredAt: NOW }), newEvent({ stream, occurredAt: NOW + 1_000 })];
    const late = newEvent({ stream, occurredAt: NOW + 500 });
    for (const event of [first, last, late]) await subject.log.append([event]);
    expect(idsOf(await subject.log.readHistory({ streams: [stream] }))).toEqual(idsOf([first, late, last]));
  });

  it('is what had occurred by `asOf`, inclusive, of what was known by `upTo`, inclusive', async () => {
    const stream = newStream();
    const [first, last, late] = await record(subject.log, [newEvent({ stream, occurredAt: NOW }), newEvent({ stream, occurredAt: NOW + 1_000 }), newEvent({ stream, occurredAt: NOW + 500 })]);
    const read = async (query: object): Promise<string[]> => idsOf(await subject.log.readHistory({ streams: [stream], ...query }));
    expect(await read({ asOf: NOW + 500 })).toEqual(idsOf([first!, late!]));
    expect(await read({ asOf: NOW + 499 })).toEqual(idsOf([first!]));
    expect(await read({ upTo: last!.position })).toEqual(idsOf([first!, last!]));
    expect(await read({ upTo: late!.position })).toEqual(idsOf([first!, late!, last!]));
    expect(await read({ asOf: NOW + 500, upTo: last!.position })).toEqual(idsOf([first!]));
    expect(await read({ asOf: NOW - 1 })).toEqual([]);
    expect(await read({ upTo: 2n ** 64n - 1n })).toHaveLength(3);
    expect(await read({ upTo: 0n })).toEqual([]);
  });

  it('goes on after an event, also among those of the same millisecond', async () => {
    const streams = [newStream(), newStream()];
    const recorded = await record(subject.log, Array.from({ length: 8 }, (_, index) => newEvent({ stream: streams[index % 2]!, occurredAt: NOW + Math.floor(index / 4) })));
    const all = recorded.sort(compareHistory);
    for (const [index, event] of all.entries()) {
      expect(idsOf(await subject.log.readHistory({ streams, after: keyOf(event), limit: 3 }))).toEqual(idsOf(all.slice(index + 1, index + 4)));
      expect(idsOf(await subject.log.readHistory({ streams, after: keyOf(event), direction: 'backwards', limit: 3 }))).toEqual(idsOf(all.slice(Math.max(index - 3, 0), index)).reverse());
    }
    expect(idsOf(await subject.log.readHistory({ streams, after: { occurredAt: NOW, position: 2n ** 64n - 1n } }))).toEqual(idsOf(all.slice(4)));
    expect(idsOf(await subject.log.readHistory({ streams, after: { occurredAt: NOW, position: 0n } }))).toEqual(idsOf(all));
  });

  it('can be asked for some types only', async () => {
    const [stream, type] = [newStream(), newType()];
    const [a, b, c] = [newEvent({ stream, type }), newEvent({ stream }), newEvent({ stream, type })];
    await subject.log.append([a, b, c]);
    expect(idsOf(await subject.log.readHistory({ streams: [stream], types: [type] }))).toEqual(idsOf([a, c]));
    expect(idsOf(await subject.log.readHistory({ streams: [stream], types: [type, 'web.page-viewed', newType()], limit: 2 }))).toEqual(idsOf([a, b]));
    expect(await subject.log.readHistory({ streams: [stream], types: [newType()] })).toEqual([]);
    expect(await subject.log.readHistory({ streams: [stream], types: [] })).toEqual([]);
  });

  it('counts a stream once that is named twice, and one that does not exist not at all', async () => {
    const stream = newStream();
    const events = newEvents(3, { stream });
    await subject.log.append(events);
    expect(idsOf(await subject.log.readHistory({ streams: [stream, newStream(), stream] }))).toEqual(idsOf(events));
    expect(await subject.log.readHistory({ streams: [newStream()] })).toEqual([]);
    expect(await subject.log.readHistory({ streams: [] })).toEqual([]);
  });

  it('is whole without a limit', async () => {
    const streams = [newStream(), newStream()];
    await subject.log.append([...newEvents(1_500, { stream: streams[0]! }), ...newEvents(1_500, { stream: streams[1]! })]);
    expect(await subject.log.readHistory({ streams })).toHaveLength(3_000);
  });

  it('is, whatever is asked, what sorting and cutting the whole by hand gives', async () => {
    const streams = [newStream(), newStream(), newStream()];
    const types = [newType(), newType()];
    const events = Array.from({ length: 60 }, (_, index) => newEvent({ stream: streams[(index * 7) % 3]!, type: types[(index * 5) % 2]!, occurredAt: NOW + ((index * 37) % 11) }));
    const all = await record(subject.log, events);
    const anywhere = integer({ min: 0, max: all.length - 1 }).map((index) => all[index]!);
    const questions = recordOf({
      streams: subarray(streams), types: option(subarray(types), { nil: undefined }), after: option(anywhere.map(keyOf), { nil: undefined }), asOf: option(integer({ min: NOW - 1, max: NOW + 11 }), { nil: undefined }),
      upTo: option(anywhere.map(({ position }) => position), { nil: undefined }), backwards: boolean(), limit: option(integer({ min: 1, max: 70 }), { nil: undefined }),
    });
    await assert(asyncProperty(array(questions, { minLength: 1, maxLength: 3 }), async (asked) => {
      for (const { backwards, ...each } of asked) {
        const given = Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)) as unknown as ReadHistory;
        const query: ReadHistory = { ...given, direction: backwards ? 'backwards' : 'forwards' };
        expect(idsOf(await subject.log.readHistory(query))).toEqual(idsOf(expected(all, query)));
      }
    }), { numRuns: 150 });
  });
}
