import { assert, property, string, uniqueArray } from 'fast-check';
import { uuidOf } from './uuid';

describe('a UUID by name', () => {
  // Worked out with another implementation: Python's uuid.uuid5, the parts joined by U+0000.
  it('is the same everywhere and for ever', () => {
    expect(uuidOf('email', 'anne@example.com')).toBe('0a4f13db-f887-5433-a74c-79e68177ff4b');
    expect(uuidOf('email', 'änne@例え.jp 😀')).toBe('61eab787-a3c1-52b7-a8d4-857116554c66');
    expect(uuidOf()).toBe('ecdcfbae-a356-578f-bb00-ad1460ca8ce0');
  });

  it('is of version 5 and of the variant of RFC 9562', () => {
    assert(property(string({ unit: 'binary' }), (text) => {
      expect(uuidOf(text)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }));
  });

  it('tells its parts apart', () => {
    const uuids = [uuidOf('a', 'b'), uuidOf('ab'), uuidOf('b', 'a'), uuidOf('a', 'b', ''), uuidOf('', 'a', 'b'), uuidOf('a b'), uuidOf('A', 'b')];
    expect(new Set(uuids).size).toBe(uuids.length);
  });

  it('differs from name to name', () => {
    assert(property(uniqueArray(string(), { minLength: 2, maxLength: 20 }), (names) => {
      expect(new Set(names.map((name) => uuidOf('user-id', name))).size).toBe(names.length);
    }));
  });
});
