import * as fc from 'fast-check';
import { isWithin, territories, territoryOf } from './territory';

describe('a territory', () => {
  it('is one of so many that share all ids, without gap or overlap', () => {
    fc.assert(fc.property(fc.uuid(), fc.integer({ min: 1, max: 256 }), (id, count) => {
      expect(territories(count).filter(({ range }) => isWithin(range, id))).toHaveLength(1);
    }));
  });

  it('is the whole where it is the only one', () => {
    expect(territoryOf(0, 1).range).toEqual({});
  });

  it('names its checkpoints by its number and by how many there are', () => {
    expect(new Set([...territories(8), ...territories(4)].map(({ suffix }) => suffix)).size).toBe(12);
  });
});
