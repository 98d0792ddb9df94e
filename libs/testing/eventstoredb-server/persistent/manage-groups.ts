import { filterOf } from '../rpc/filter';
import { streamNameOf } from '../rpc/expectation';
import { startOf } from '../rpc/read-all';
import { type EventStore } from '../store/event-store';
import { unhandled } from '../wire/grpc-error';
import { persistent, type shared } from '../wire/messages';
import { allSource, type EventSource, positionText, streamSource } from './event-source';
import { type GroupAddress, groupMissing } from './group-error';
import { groupInfo } from './group-info';
import { readSettings } from './group-settings';
import { type Groups } from './groups';

const ALL = '$all';

interface Addressed {
  getStreamIdentifier: () => shared.StreamIdentifier | undefined;
  hasAll: () => boolean;
  getGroupName: () => string;
}

export const addressOf = (options: Addressed): GroupAddress => ({ stream: options.hasAll() ? ALL : streamNameOf(options.getStreamIdentifier()), group: options.getGroupName() });

export function createGroup(store: EventStore, groups: Groups): (request: Buffer) => Uint8Array {
  return (request) => {
    const options = persistent.CreateReq.deserializeBinary(request).getOptions();
    if (!options) throw unhandled();
    const address = addressOfOptions(options);
    groups.create(address, sourceOf(store, options), readSettings(address, options.getSettings()));
    return new persistent.CreateResp().serializeBinary();
  };
}

/** Streams are named in either of two places; the client uses the older one. */
const addressOfOptions = (options: persistent.CreateReq.Options | persistent.UpdateReq.Options): GroupAddress => ({
  stream: options.hasAll() ? ALL : streamNameOf((options.getStream() ?? options).getStreamIdentifier()),
  group: options.getGroupName(),
});

function sourceOf(store: EventStore, options: persistent.CreateReq.Options): EventSource {
  const all = options.getAll();
  if (!all) return streamSource(store, addressOfOptions(options).stream, firstRevision(options));
  const filter = all.getFilter();
  const startedAt = positionText(all.hasEnd() ? '-1' : (all.getPosition()?.getCommitPosition() ?? 0));
  return allSource(store, startOf(store, all, unhandled()), startedAt, filter && filterOf(filter, store));
}

/** 2^64 − 1, by which the older place says that only new events are wanted. */
const END = '18446744073709551615';

function firstRevision(options: persistent.CreateReq.Options): number | undefined {
  const stream = options.getStream();
  if (stream) return stream.hasEnd() ? undefined : stream.hasRevision() ? Number(stream.getRevision()) : 0;
  const revision = options.getSettings()?.getRevision() ?? '0';
  return revision === END ? undefined : Number(revision);
}

/** The settings of a group are replaced; where it stands stays. */
export function updateGroup(groups: Groups): (request: Buffer) => Uint8Array {
  return (request) => {
    const options = persistent.UpdateReq.deserializeBinary(request).getOptions();
    if (!options) throw unhandled();
    const address = addressOfOptions(options);
    groups.get(address).settings = readSettings(address, options.getSettings());
    return new persistent.UpdateResp().serializeBinary();
  };
}

export function deleteGroup(groups: Groups): (request: Buffer) => Uint8Array {
  return (request) => {
    const options = persistent.DeleteReq.deserializeBinary(request).getOptions();
    if (!options) throw unhandled();
    groups.delete(addressOf(options));
    return new persistent.DeleteResp().serializeBinary();
  };
}

export function infoOfGroup(groups: Groups): (request: Buffer) => Uint8Array {
  return (request) => {
    const options = persistent.GetInfoReq.deserializeBinary(request).getOptions();
    if (!options) throw unhandled();
    const response = new persistent.GetInfoResp();
    response.setSubscriptionInfo(groupInfo(groups.get(addressOf(options))));
    return response.serializeBinary();
  };
}

export function replayParked(groups: Groups): (request: Buffer) => Uint8Array {
  return (request) => {
    const options = persistent.ReplayParkedReq.deserializeBinary(request).getOptions();
    if (!options) throw unhandled();
    groups.get(addressOf(options)).replayParked();
    return new persistent.ReplayParkedResp().serializeBinary();
  };
}

/** A stream without groups is an error, not an empty list. */
export function listGroups(groups: Groups): (request: Buffer) => Uint8Array {
  return (request) => {
    const forStream = persistent.ListReq.deserializeBinary(request).getOptions()?.getListForStream();
    const stream = forStream && (forStream.hasAll() ? ALL : streamNameOf(forStream.getStream()));
    const found = groups.list(stream);
    if (stream !== undefined && found.length === 0) throw groupMissing({ stream, group: '' });
    const response = new persistent.ListResp();
    response.setSubscriptionsList(found.map(groupInfo));
    return response.serializeBinary();
  };
}
