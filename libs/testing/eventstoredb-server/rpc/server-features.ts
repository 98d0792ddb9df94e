import { features } from '../wire/messages';

export const SERVER_VERSION = '23.10.6';

const PERSISTENT = 'event_store.client.persistent_subscriptions.persistentsubscriptions';
const STREAMS = 'event_store.client.streams.streams';
const USERS = 'event_store.client.users.users';
const OPERATIONS = 'event_store.client.operations.operations';

/** What EventStoreDB says that it can do: also what this server cannot (users, operations, scavenges). */
const METHODS: readonly (readonly [service: string, methods: readonly string[], features?: readonly string[]])[] = [
  ['event_store.client.redaction.redaction', ['geteventpositions', 'switchchunks']],
  [PERSISTENT, ['create', 'update', 'delete', 'read', 'getinfo', 'replayparked', 'list', 'restartsubsystem'], ['stream', 'all']],
  [USERS, ['create', 'update', 'delete', 'disable', 'enable', 'details', 'changepassword', 'resetpassword']],
  [STREAMS, ['read'], ['position', 'events']],
  [STREAMS, ['append', 'delete', 'tombstone']],
  [STREAMS, ['batchappend'], ['deadline_duration']],
  [OPERATIONS, ['startscavenge', 'stopscavenge', 'shutdown', 'mergeindexes', 'resignnode', 'setnodepriority', 'restartpersistentsubscriptions']],
  ['event_store.client.gossip.gossip', ['read']],
  ['event_store.client.monitoring.monitoring', ['stats']],
  ['event_store.client.server_features.serverfeatures', ['getsupportedmethods']],
];

export function supportedMethods(): Uint8Array {
  const response = new features.SupportedMethods();
  response.setEventStoreServerVersion(SERVER_VERSION);
  for (const [service, methods, list = []] of METHODS) {
    for (const method of methods) {
      const message = new features.SupportedMethod();
      message.setServiceName(service);
      message.setMethodName(method);
      message.setFeaturesList([...list]);
      response.addMethods(message);
    }
  }
  return response.serializeBinary();
}
