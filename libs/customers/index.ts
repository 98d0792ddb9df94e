export * from './identity/identity-directory';
export * from './identity/identity-documents';
export * from './identity/identity-stage';
export * from './profile/profile.projection';
export * from './purchasing/purchasing.projection';
