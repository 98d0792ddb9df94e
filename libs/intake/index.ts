export * from './commands/receive-touchpoints.command';
export * from './commands/resubmit-touchpoint.command';
export * from './intake.module';
export * from './quarantine/quarantine';
