export * from './front-office.module';
export { Metrics } from './system/metrics';
export { admitBodies } from './touchpoints/admit-bodies';
export * from './system.module';
