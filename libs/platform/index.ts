export * from './configuration/configuration';
export * from './engines/engines';
export * from './engines/local-projector';
export * from './engines/projector-control';
export * from './engines/projector-thread';
export * from './engines/visibility';
