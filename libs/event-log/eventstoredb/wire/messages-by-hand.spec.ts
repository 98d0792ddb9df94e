import { AllStreamPosition, Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, BatchAppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { assert, bigInt, constant, array, nat, oneof, property, record, string, uint8Array, uuid } from 'fast-check';
import { batchAnswer, batchRequest } from './batch-request';
import { readMessage } from './read-message';

/** Every message is held against the classes that the client package has for it. */
describe('messages that are written and read by hand', () => {
  const text = string({ unit: 'binary', minLength: 1, maxLength: 200 });
  const bytes = uint8Array({ maxLength: 300 });
  const number = bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) }).map(Number);

  it('are the same requests to append', () => {
    const event = record({ id: uuid(), type: text, data: bytes, metadata: bytes });
    assert(property(uuid(), text, array(event, { maxLength: 5 }), oneof(constant('none' as const), number), (id, stream, events, expected) => {
      const request = BatchAppendReq.deserializeBinary(new Uint8Array(batchRequest(id, stream, events, expected)));
      const options = request.getOptions()!;
      expect([request.getCorrelationId()!.getString(), request.getIsFinal(), Buffer.from(options.getStreamIdentifier()!.getStreamName_asU8()).toString()]).toEqual([id, true, stream]);
      expect(options.hasNoStream() ? 'none' : Number(options.getStreamPosition())).toBe(expected);
      expect(options.hasAny() || options.hasStreamExists() || options.hasDeadline()).toBe(false);
      expect(request.getProposedMessagesList().map((each) => ({
        id: each.getId()!.getString(), map: new Map(each.getMetadataMap().toArray()), data: Buffer.from(each.getData_asU8()), metadata: Buffer.from(each.getCustomMetadata_asU8()),
      }))).toEqual(events.map(({ id: own, type, data, metadata }) => ({ id: own, map: new Map([['type', type], ['content-type', 'application/json']]), data: Buffer.from(data), metadata: Buffer.from(metadata) })));
    }));
  });

  it('are the same answers to an append', () => {
    assert(property(uuid(), number, number, (id, revision, commit) => {
      const success = new BatchAppendResp.Success().setCurrentRevision(String(revision)).setPosition(new AllStreamPosition().setCommitPosition(String(commit)).setPreparePosition(String(commit)));
      const answer = new BatchAppendResp().setCorrelationId(new UUID().setString(id)).setSuccess(success).setStreamIdentifier(new StreamIdentifier().setStreamName(new Uint8Array([120]))).setNoStream(new Empty());
      const { correlationId, read } = batchAnswer(Buffer.from(answer.serializeBinary()));
      expect([correlationId, read()]).toEqual([id, { kind: 'written', revision, position: { commit, prepare: commit } }]);
    }));
  });

  it('are the same events', () => {
    const event = record({ id: uuid(), stream: text, revision: number, position: number, type: text, data: bytes, metadata: bytes });
    assert(property(event, nat(1), ({ id, stream, revision, position, type, data, metadata }, link) => {
      const recorded = new ReadResp.ReadEvent.RecordedEvent().setId(new UUID().setString(id)).setStreamIdentifier(new StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(stream))))
        .setStreamRevision(String(revision)).setCommitPosition(String(position)).setPreparePosition(String(position)).setData(data).setCustomMetadata(metadata);
      recorded.getMetadataMap().set('created', '17000').set('type', type).set('content-type', 'application/json');
      const resolved = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(position));
      if (link === 1) resolved.setLink(recorded);
      const read = readMessage(Buffer.from(new ReadResp().setEvent(resolved).serializeBinary()));
      expect(read).toEqual({ kind: 'event', event: { id, stream, revision, position: { commit: position, prepare: position }, type, data: Buffer.from(data), metadata: Buffer.from(metadata) } });
    }));
  });

  it('are the same for what is no event', () => {
    const read = (answer: ReadResp): unknown => readMessage(Buffer.from(answer.serializeBinary()));
    expect(read(new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition('300').setPreparePosition('200')))).toEqual({ kind: 'checkpoint', position: { commit: 300, prepare: 200 } });
    expect(read(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()))).toEqual({ kind: 'caught-up' });
    expect(read(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound()))).toEqual({ kind: 'no-stream' });
    expect(read(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId('x')))).toEqual({ kind: 'other' });
    expect(read(new ReadResp().setEvent(new ReadResp.ReadEvent().setNoPosition(new Empty())))).toEqual({ kind: 'other' });
    expect(read(new ReadResp())).toEqual({ kind: 'other' });
  });

  it('are refused where they end too early', () => {
    const whole = Buffer.from(new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition('300').setPreparePosition('200')).serializeBinary());
    for (let length = 1; length < whole.length; length++) expect(() => readMessage(whole.subarray(0, length))).toThrow(RangeError);
  });
});
