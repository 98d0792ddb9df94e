import fc from 'fast-check';
import { isLongerThan, isShorterThan } from './text-length';

it('counts characters as code points, broken surrogates as one each', () => {
  const text = fc.array(fc.constantFrom('a', 'é', '🍵', '\ud83c', '\udf75', '️')).map((parts) => parts.join(''));
  fc.assert(fc.property(text, fc.nat({ max: 20 }), (value, limit) => {
    expect(isLongerThan(value, limit)).toBe([...value].length > limit);
    expect(isShorterThan(value, limit)).toBe([...value].length < limit);
  }));
});
