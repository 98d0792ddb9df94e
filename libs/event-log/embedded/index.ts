export { EmbeddedEventLog, type EmbeddedLogOptions } from './embedded-event-log';
