import { isSecret, newSecret, secretsInForce } from './secret';

const of = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 3).toString('base64')}`;

describe('a secret', () => {
  it('is made anew each time, in the form of the specification', () => {
    const made = [newSecret(), newSecret()];
    expect(made.map(isSecret)).toEqual([true, true]);
    expect(new Set(made).size).toBe(2);
  });

  it('has 24 to 64 bytes', () => {
    expect([23, 24, 64, 65].map((bytes) => isSecret(of(bytes)))).toEqual([false, true, true, false]);
  });

  it.each(['', 'whsec_', 'secret', of(32).slice(6), `${of(32)}!`, `whsec_${'a'.repeat(43)}`])('is not "%s"', (text) => {
    expect(isSecret(text)).toBe(false);
  });

  it('that was rotated signs beside the new one until its time is over', () => {
    const rotated = { secret: of(24), previous: { secret: of(32), until: 100 } };
    expect([secretsInForce(rotated, 99), secretsInForce(rotated, 100), secretsInForce({ secret: of(24) }, 0)]).toEqual([[of(24), of(32)], [of(24)], [of(24)]]);
  });
});
