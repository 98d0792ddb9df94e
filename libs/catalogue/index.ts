export * from './make-projector';
export * from './projections';
