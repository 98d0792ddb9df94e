export * from './front-office.module';
export { Metrics } from './system/metrics';
