export { EmbeddedBridge, type EmbeddedBridgeOptions } from './embedded-bridge';
