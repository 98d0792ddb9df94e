import { existsSync } from 'node:fs';
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const root = import.meta.dirname;
const TESTS = ['**/*.spec.ts', '**/*.spec.tsx', 'test/**', 'libs/testing/**', 'libs/*/conformance/**', 'libs/*/test-kit/**'];
const CONSOLE = ['apps/console/src/**/*.{ts,tsx}'];
const SCRIPTS = ['**/*.{js,cjs,mjs}'];
/** What reads clocks, measures and configures by trade. */
const DRIVERS = ['libs/kernel/clock.ts', 'libs/{embedded,event-log,read-models,bridge,key-vault,platform,intake}/**', 'libs/projections/{divided,live,rebuild}/**', 'libs/**/*.{module,controller,service}.ts', 'libs/**/{commands,queries}/**'];

/** What a fold must not reach: the same events must give the same state for ever. */
const UNREPEATABLE = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'A fold reads no clock: take the moment from the event, or from the view\'s context.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'A fold reads no clock: take the moment from the event, or from the view\'s context.' },
  { selector: "CallExpression[callee.object.name='performance'][callee.property.name='now']", message: 'A fold reads no clock.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'A fold draws no random number: derive what you need from the event, as uuidOf does.' },
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Configuration is parsed once, by libs/platform, and passed in.' },
];

export default defineConfig(
  { ignores: ['dist/**', 'data/**', 'coverage/**', '.engines/**', 'test/architecture/fixtures/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // ------------------------------------------------------------------ everything
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: SCRIPTS, languageOptions: { globals: Object.fromEntries(['process', 'console', 'URL', 'setTimeout', 'clearTimeout', 'fetch', 'Buffer', 'AbortController', 'AbortSignal', 'TextDecoderStream'].map((name) => [name, 'readonly'])) } },
  { files: ['**/*.{js,cjs}'], languageOptions: { sourceType: 'commonjs', globals: Object.fromEntries(['require', 'module', '__dirname', '__filename'].map((name) => [name, 'readonly'])) } },

  // ------------------------------------------------------------------ TypeScript, with what the compiler knows
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: root } },
    rules: {
      // A Nest module is a class that only its decorator fills.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A leading underscore says: left out on purpose, as in `const { asOf: _asOf, ...bare } = document`.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all', ignoreRestSiblings: true }],
      // Numbers read well in sentences, and bigint is how the code holds positions. Nothing else is put into text unseen.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowAny: false, allowBoolean: false, allowNullish: false, allowRegExp: false, allowNever: false }],
      // The classes of touchpoint data are schemas that the compiler can read too. Events are plain objects and never instances of them.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `while (true)` with its way out in the middle is how pages are read to their end.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      // Both of these say that something is there; the assertion by name at least says what.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // `() => close()` reads well where nobody looks at the answer.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreVoidReturningFunctions: true }],
      // Messages between threads are unions of types; one shape of them is a type as well.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Index signatures are read with brackets where tsc asks for them.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Emitted decorator metadata needs the classes of injected parameters at run time; which those are, the rule cannot see.
    files: ['**/*.{module,controller,service,command,query,handler,guard,filter,interceptor,dto}.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },

  // ------------------------------------------------------------------ rooms
  { files: ['libs/**/*.ts', 'apps/**/*.ts'], ignores: ['apps/cli/**', 'apps/console/**'], rules: { 'no-console': 'error' } },
  {
    // Rules of features are pure wherever they stand; what drives them is given a Clock.
    files: ['libs/**/*.ts'],
    ignores: [...TESTS, ...DRIVERS],
    rules: { 'no-restricted-syntax': ['error', ...UNREPEATABLE] },
  },
  { files: ['libs/**/*.projection.ts'], rules: { 'no-restricted-syntax': ['error', ...UNREPEATABLE] } },
  {
    files: TESTS,
    rules: {
      // Jest's matchers (`expect.any(String)`) and bodies of answers have no types; a wrong guess turns the test red.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Tests write on purpose what goes wrong elsewhere: numbers that no double holds, characters of several code units.
      'no-loss-of-precision': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },

  // ------------------------------------------------------------------ the console has a compiler setting of its own: JSX, the DOM, a bundler
  ...(existsSync(new URL('./apps/console/tsconfig.json', import.meta.url))
    ? [
        {
          files: CONSOLE,
          languageOptions: { parserOptions: { project: './apps/console/tsconfig.json', tsconfigRootDir: root } },
          rules: {
            // Markup is long by nature, and event handlers are short.
            'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
            '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
          },
        },
        // A component answers with markup: there is nothing else to say.
        { files: ['apps/console/src/**/*.tsx'], rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' } },
      ]
    : []),

  // ------------------------------------------------------------------ tool settings and scripts, outside any tsconfig
  { files: ['*.{js,cjs,mjs}', '**/*.config.{ts,mjs}'], rules: { 'no-restricted-exports': 'off' } },
  { files: ['apps/console/*.ts'], extends: [tseslint.configs.disableTypeChecked], languageOptions: { parserOptions: { project: null, projectService: false } } },
);
