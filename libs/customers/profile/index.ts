export * from './profile.projection';
