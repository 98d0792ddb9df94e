export * from './quarantine/quarantine';
export * from './receive/intake';
export * from './receive/read-touchpoint';
