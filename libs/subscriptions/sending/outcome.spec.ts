import { outcomeOf } from './outcome';

const NOW = Date.UTC(2026, 2, 1, 10);

describe('an answer of a receiver', () => {
  it.each([200, 201, 202, 204, 299])('%d is a receipt', (status) => {
    expect(outcomeOf(status, undefined, NOW)).toEqual({ kind: 'delivered', status });
  });

  it('410 says never again', () => {
    expect(outcomeOf(410, undefined, NOW)).toEqual({ kind: 'gone' });
  });

  it.each([[302, 'the receiver answered 302: redirects are not followed'], [401, 'the receiver answered 401: it does not accept the signature'], [500, 'the receiver answered 500'], [418, 'the receiver answered 418']])('%d is a failure', (status, message) => {
    expect(outcomeOf(status, undefined, NOW)).toEqual({ kind: 'failed', message, status });
  });

  it.each([['120', 120_000], ['0', 0], ['Sun, 01 Mar 2026 10:01:00 GMT', 60_000], ['Sun, 01 Mar 2026 09:00:00 GMT', 0]])('may ask to be left alone: Retry-After %s', (header, retryAfter) => {
    expect(outcomeOf(503, header, NOW)).toMatchObject({ kind: 'failed', retryAfter });
  });

  it('with a rest that says nothing has none', () => {
    expect(outcomeOf(503, 'soon', NOW)).not.toHaveProperty('retryAfter');
  });
});
