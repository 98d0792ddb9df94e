export { eventLogConformance } from './event-log.conformance';
export type { EventLogUnderTest, OpenEventLog } from './subject';
