import { anything, array, assert, property, string } from 'fast-check';
import { decodePageToken, encodePageToken } from './page-token';

const refused = expect.objectContaining({ code: 'RAPPORT_BAD_PAGE_TOKEN', status: 400 });

describe('a page token', () => {
  it('carries where the next page begins, in letters that a URL takes as they are', () => {
    const token = encodePageToken('customers?sort=name', ['Grüße 😀/+?', 5, null, true]);
    expect(token).toMatch(/^[\w-]+$/);
    expect(decodePageToken('customers?sort=name', token)).toEqual(['Grüße 😀/+?', 5, null, true]);
  });

  it('carries anything that JSON does', () => {
    const json = anything({ withNullPrototype: false }).map((value) => JSON.parse(JSON.stringify(value) || 'null') as unknown);
    assert(property(string(), array(json, { minLength: 1 }), (scope, after) => {
      expect(JSON.stringify(decodePageToken(scope, encodePageToken(scope, after)))).toBe(JSON.stringify(after));
    }));
  });

  it('belongs to the query that made it', () => {
    expect(() => decodePageToken('customers?sort=age', encodePageToken('customers?sort=name', ['a']))).toThrow(refused);
  });

  it.each(['', '!', 'abc', 'bnVsbA', 'e30', 'W10', 'WyJzIl0', 'ImEi', 'NQ', 'WyJzIiwx'])('is not read from "%s"', (token) => {
    expect(() => decodePageToken('s', token)).toThrow(refused);
  });

  it('never throws anything else, whatever it is given', () => {
    assert(property(string({ unit: 'binary' }), (token) => {
      try {
        decodePageToken('s', token);
      } catch (error) {
        expect(error).toEqual(refused);
      }
    }));
  });
});
