export * from './history-program';
export * from './law-bench';
export * from './diary.projection';
export * from './given';
