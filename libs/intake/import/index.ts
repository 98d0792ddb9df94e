export * from './import-chunks';
