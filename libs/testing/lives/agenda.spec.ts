import fc from 'fast-check';
import { Agenda } from './agenda';
import { Heap } from './heap';

const times = fc.array(fc.nat(50));

describe('what is planned comes in the order of its time', () => {
  it('on an agenda: of one time, in the order in which it was entered', () => {
    fc.assert(fc.property(times, (ats) => {
      const agenda = new Agenda<readonly [number, number]>();
      ats.forEach((at, index) => { agenda.enter(at, [at, index]); });
      const taken = ats.map(() => agenda.take());
      expect(taken).toEqual(ats.map((at, index): [number, number] => [at, index]).sort(([a, i], [b, j]) => a - b || i - j));
      expect(agenda.due).toBeUndefined();
    }));
  });

  it('on a heap: least first, also after the first has grown', () => {
    fc.assert(fc.property(times, fc.nat(60), (ats, later) => {
      const heap = new Heap<{ at: number }>((a, b) => a.at < b.at);
      for (const at of ats) heap.push({ at });
      const first = heap.peek();
      if (first) first.at += later;
      heap.firstHasGrown();
      const taken = ats.map(() => heap.pop()?.at ?? -1);
      expect(taken).toEqual([...taken].sort((a, b) => a - b));
      expect(heap.size).toBe(0);
    }));
  });
});
