export * from './graph';
export * from './identity-directory';
export * from './identity-documents';
export * from './identity-stage';
export * from './territory-stage';
