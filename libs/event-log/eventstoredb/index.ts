export { EventStoreDbEventLog, type EventStoreDbLogOptions } from './eventstoredb-event-log';
