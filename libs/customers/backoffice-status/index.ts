export * from './backoffice-status.projection';
