export * from './position/customer-merged.reactor';
export * from './position/lifecycle-path';
export * from './position/lifecycle-position.projection';
export * from './position/lifecycle-rules';
export * from './position/stage-entered.reactor';
export * from './rfm/rfm-cuts.reference';
export * from './rfm/rfm-scores';
export * from './rfm/rfm.projection';
