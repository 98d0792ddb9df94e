export { KafkaBridge, type KafkaBridgeOptions } from './kafka-bridge';
export * from './kafka-security';
