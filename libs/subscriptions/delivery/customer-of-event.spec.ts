import type { Customer } from '#projections';
import { IDENTITY_STREAM, identityRules, type RecordedEvent, streamOf } from '#touchpoints';
import { EventOwners } from './customer-of-event';

const member = (id: string): Customer['members'][number] => ({ stream: `${IDENTITY_STREAM}${id}`, kind: 'user-id', value: id, firstSeen: 1n });
const ann: Customer = { id: 'ann', members: [member('ann'), member('anna')] };
const owners = new EventOwners({ customer: (id) => Promise.resolve(id === 'ann' || id === 'anna' ? ann : undefined) }, identityRules);
const event = (parts: Partial<RecordedEvent>): RecordedEvent => ({ id: 'e', type: 'web.searched', stream: 'other-1', occurredAt: 0, receivedAt: 0, recordedAt: 0, schemaVersion: 1, initiator: 'customer', identities: [], data: {}, position: 1n, revision: 0, ...parts });

describe('the owner of an event', () => {
  it('is the customer of its stream, and it queues behind all that the customer was', async () => {
    expect(await owners.ownerOf(event({ stream: `${IDENTITY_STREAM}anna` }))).toEqual({ customerId: 'ann', lanes: ['ann', 'anna'] });
  });

  it('is the identity itself while nobody knows more', async () => {
    expect(await owners.ownerOf(event({ stream: `${IDENTITY_STREAM}bob` }))).toEqual({ customerId: 'bob', lanes: ['bob'] });
  });

  it('of a derived fact is whom it is about', async () => {
    expect(await owners.ownerOf(event({ stream: 'lifecycle-anna', data: { customerId: 'anna' } }))).toEqual({ customerId: 'ann', lanes: ['ann', 'anna'] });
  });

  it('of a link are both whom it joins', async () => {
    const [a, b] = [{ kind: 'user-id', value: 'x' }, { kind: 'email', value: 'X@Example.org' }];
    const ids = [a, { ...b, value: 'x@example.org' }].map((identity) => streamOf(identity).slice(IDENTITY_STREAM.length));
    expect(await owners.ownerOf(event({ type: 'identity.linked', stream: 'link-1', data: { a, b } }))).toEqual({ customerId: ids[0], lanes: ids });
  });

  it('is nobody for what is about nobody, and the order is that of the stream', async () => {
    expect(await owners.ownerOf(event({ type: 'model.fitted', stream: 'model-1' }))).toEqual({ customerId: undefined, lanes: ['model-1'] });
  });
});
