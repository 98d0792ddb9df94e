export * from './back-office';
export * from './http/back-office-metrics';
export * from './http/back-office.module';
