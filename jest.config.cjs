/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test', '<rootDir>/infra'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/test/architecture/fixtures/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/architecture/fixtures/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true, decoratorMetadata: true }, keepClassNames: true }, module: { type: 'commonjs' }, sourceMaps: 'inline' }],
  },
  moduleNameMapper: { '^#app/(.*)$': '<rootDir>/apps/$1/index.ts', '^#(?!app/)(.*)$': '<rootDir>/libs/$1/index.ts' },
  // Much of what is tested waits for engines and processes: on two cores one worker would leave one idle.
  maxWorkers: '100%',
  testTimeout: 30_000,
};
