/** The generated messages, by file of the protocol, as the client's package ships them. */
export * as features from '@eventstore/db-client/generated/serverfeatures_pb';
export * as gossip from '@eventstore/db-client/generated/gossip_pb';
export * as persistent from '@eventstore/db-client/generated/persistent_pb';
export * as rpcCode from '@eventstore/db-client/generated/code_pb';
export * as rpcStatus from '@eventstore/db-client/generated/status_pb';
export * as shared from '@eventstore/db-client/generated/shared_pb';
export * as streams from '@eventstore/db-client/generated/streams_pb';
export { Any } from 'google-protobuf/google/protobuf/any_pb';
