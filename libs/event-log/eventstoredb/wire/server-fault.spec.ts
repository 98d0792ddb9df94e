import { RapportError } from '#kernel';
import { faultKind, isNoBoundary, serverFault } from './server-fault';

const fault = (code: number, message = 'said the server', exception?: string): Error => Object.assign(new Error(message), { code, metadata: { get: (name: string) => (name === 'exception' && exception !== undefined ? [exception] : []) } });

describe('a fault of the server', () => {
  it.each([
    [14, 'again'], [13, 'again'], [4, 'again'], [1, 'again'], [10, 'at-once'], [7, 'mend'], [16, 'mend'], [12, 'mend'], [2, 'refused'], [3, 'refused'], [8, 'refused'], [9, 'refused'],
  ] as const)('of code %d is of the kind "%s"', (code, kind) => {
    expect(faultKind(fault(code))).toBe(kind);
    expect(faultKind(serverFault(fault(code), 'host:1'))).toBe(kind);
  });

  it('is over in a moment where another node leads', () => {
    expect(faultKind(fault(5, 'not here', 'not-leader'))).toBe('again');
  });

  it('must be mended where access is denied, whatever its code', () => {
    expect(faultKind(fault(2, 'no', 'access-denied'))).toBe('mend');
  });

  it('without a code is one of the way there: discovery gave up, or the client\'s plain error', () => {
    expect(faultKind(new Error('Failed to discover after 10 attempts.'))).toBe('again');
    expect(faultKind('what is this')).toBe('again');
  });

  it('is passed on where it is ours, and is tried again only where an engine does not answer', () => {
    const own = new RapportError('RAPPORT_BODY_TOO_LARGE', 'too large');
    expect([serverFault(own, 'host:1'), faultKind(own)]).toEqual([own, 'refused']);
    expect(faultKind(new RapportError('RAPPORT_STORE_UNAVAILABLE', 'the node is behind'))).toBe('again');
  });

  it.each([
    [fault(16), /does not take the user name and password.*: mend them in RAPPORT_EVENTSTOREDB_URL$/], [fault(7), /does not let the user.*: grant it access/], [fault(12, 'version 22.10.0'), /too old.*version 22\.10\.0.*23\.10 or later there, or mend RAPPORT_EVENTSTOREDB_URL$/], [fault(4), /did not answer in time/],
    [fault(14, '14 UNAVAILABLE: No connection established. Last error: Error: connect ECONNREFUSED 127.0.0.1:9. Resolution note: '), /^EventStoreDB at host:1 cannot be reached \(connect ECONNREFUSED 127\.0\.0\.1:9\): start it, or mend the address in RAPPORT_EVENTSTOREDB_URL$/], [fault(14, 'self-signed certificate'), /do not agree about TLS/], [fault(9, 'x', 'stream-deleted'), /was deleted/],
    [fault(8), /no message of this size/], [fault(3), /refused a call \(said the server\): look into its log$/],
  ])('is said in a sentence that tells what to mend: %s', (error, sentence) => {
    expect(serverFault(error, 'host:1')).toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(sentence), cause: error });
  });

  it('at a position that is no event\'s is known', () => {
    expect([isNoBoundary(fault(2)), isNoBoundary(fault(14))]).toEqual([true, false]);
  });
});
