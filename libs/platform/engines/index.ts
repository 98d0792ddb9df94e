export * from './engines';
export * from './local-projector';
export * from './projector-control';
export * from './projector-thread';
export * from './visibility';
