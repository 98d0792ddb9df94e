import { duelOf } from './duel';

it('compares what was measured in the same round', () => {
  const duel = duelOf([{ own: { a: 90 }, other: { a: 100, b: 1 } }, { own: { a: 9 }, other: { a: 10, b: 1 } }, { own: { a: 30 }, other: { a: 90, b: 1 } }]);
  expect([duel.own, duel.other]).toEqual([{ a: 30 }, { a: 90, b: 1 }]);
  expect([duel.ratio('a'), duel.ratio('a', 'b')]).toEqual([0.9, 30]);
});
