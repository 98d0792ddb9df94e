export * from './make-projector';
export * from './make-units';
export * from './projections';
