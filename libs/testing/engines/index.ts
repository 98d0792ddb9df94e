export * from './describe-on';
export * from './engines-under-test';
