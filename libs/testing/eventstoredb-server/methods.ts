import { randomUUID } from 'node:crypto';
import { Groups } from './persistent/groups';
import { createGroup, deleteGroup, infoOfGroup, listGroups, replayParked, updateGroup } from './persistent/manage-groups';
import { readGroup } from './persistent/read-group';
import { append } from './rpc/append';
import { batchAppend } from './rpc/batch-append';
import { type Context } from './rpc/context';
import { deleteStream, tombstone } from './rpc/delete';
import { gossipOf } from './rpc/gossip';
import { read } from './rpc/read';
import { supportedMethods } from './rpc/server-features';
import { unary } from './rpc/unary';
import { type Method } from './wire/grpc-server';

const STREAMS = '/event_store.client.streams.Streams';
const GROUPS = '/event_store.client.persistent_subscriptions.PersistentSubscriptions';

/** What the server answers to, by path. `port` is asked for when it is known. */
export function methodsOf(context: Context, port: () => number): ReadonlyMap<string, Method> {
  const instance = randomUUID();
  const groups = new Groups(context.store);
  return new Map<string, Method>([
    ['/event_store.client.server_features.ServerFeatures/GetSupportedMethods', unary(supportedMethods)],
    ['/event_store.client.gossip.Gossip/Read', unary(() => gossipOf(instance, port()))],
    [`${STREAMS}/Read`, read(context)],
    [`${STREAMS}/Append`, append(context)],
    [`${STREAMS}/BatchAppend`, batchAppend(context)],
    [`${STREAMS}/Delete`, unary(deleteStream(context))],
    [`${STREAMS}/Tombstone`, unary(tombstone(context))],
    [`${GROUPS}/Create`, unary(createGroup(context.store, groups))],
    [`${GROUPS}/Update`, unary(updateGroup(groups))],
    [`${GROUPS}/Delete`, unary(deleteGroup(groups))],
    [`${GROUPS}/GetInfo`, unary(infoOfGroup(groups))],
    [`${GROUPS}/List`, unary(listGroups(groups))],
    [`${GROUPS}/ReplayParked`, unary(replayParked(groups))],
    [`${GROUPS}/Read`, readGroup(groups)],
  ]);
}
