export { bridgeConformance } from './bridge.conformance';
export type { BridgeUnderTest, OpenBridge } from './subject';
