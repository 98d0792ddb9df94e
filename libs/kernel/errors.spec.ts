import { ERROR_CODES, isRapportError, notFound, RapportError, type ErrorCode } from './errors';

describe('an error of ours', () => {
  it('has a code, the status of that code and a sentence', () => {
    const error = new RapportError('RAPPORT_NOT_FOUND', 'customer 42 is not known here');
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code, error.status, error.message, error.errors, error.extra, error.cause]).toEqual(['RapportError', 'RAPPORT_NOT_FOUND', 404, 'customer 42 is not known here', [], {}, undefined]);
  });

  it('carries the faults, further members and its cause', () => {
    const cause = new Error('underneath');
    const errors = [{ path: 'data.total', code: 'amount', message: 'must be an amount' }];
    expect(new RapportError('RAPPORT_INVALID_TOUCHPOINT', 'not valid', { errors, extra: { revision: 3 }, cause })).toMatchObject({ errors, extra: { revision: 3 }, cause });
  });

  it('has no cause where there was none', () => {
    expect('cause' in new RapportError('RAPPORT_INTERNAL', 'odd')).toBe(false);
  });

  it.each(Object.entries(ERROR_CODES))('%s is named as all are, and answers %d, which is an error', (code, status) => {
    expect(code).toMatch(/^RAPPORT(_[A-Z]+)+$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(new RapportError(code as ErrorCode, 'some').status).toBe(status);
  });

  it('is known by its code, also where it comes from another thread', () => {
    expect(isRapportError(new RapportError('RAPPORT_BUSY', 'later'))).toBe(true);
    expect(isRapportError(Object.assign(new Error('later'), { code: 'RAPPORT_BUSY' }))).toBe(true);
  });

  it.each([[new Error('other')], [Object.assign(new Error('other'), { code: 'ENOENT' })], [Object.assign(new Error('other'), { code: 'toString' })], [Object.assign(new Error('other'), { code: 503 })], [{ code: 'RAPPORT_BUSY' }], ['RAPPORT_BUSY'], [null], [undefined]])('is not %p', (other) => {
    expect(isRapportError(other)).toBe(false);
  });

  it('says what was not found', () => {
    expect(notFound('customer 42')).toMatchObject({ code: 'RAPPORT_NOT_FOUND', message: 'customer 42 is not known here' });
  });
});
