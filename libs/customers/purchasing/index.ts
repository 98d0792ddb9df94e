export * from './purchasing.projection';
