/**
 * Who may import whom. docs: CONTRIBUTING.md, "Who may import whom". Each rule is proven red on a violating tree in
 * test/architecture/fixtures/<rule name>/, by test/architecture/import-rules.spec.ts: a rule without a fixture fails the tests.
 *
 * The rules are independent of each other: which room, through which door, which package. One wrong import breaks one rule.
 */

/** Pure vocabularies over touchpoints that several feature rooms fold with: the order book. */
const SHARED = 'orders';
/** The rooms that everything else stands on. Any other folder in libs/ is a feature room. */
const GROUND = [SHARED, 'kernel', 'touchpoints', 'event-log', 'read-models', 'bridge', 'key-vault', 'embedded', 'projections', 'catalogue', 'intake', 'platform', 'testing'];
const PORTS = 'event-log|read-models|bridge|key-vault';
const ADAPTERS = 'embedded|eventstoredb|mongodb|kafka';

const libs = (rooms) => `^libs/(?:${rooms})/`;
const FEATURE = `^libs/(?!(?:${GROUND.join('|')})/)([^/]+)/`;
/** An adapter's folder within a port, as libs/event-log/embedded/. */
const ADAPTER = `^libs/(?:${PORTS})/(?:${ADAPTERS})/`;
const SPEC = '\\.spec\\.tsx?$';
/** Rooms with a rule of their own on who may import them, so that one wrong import breaks one rule. */
const GUARDED = 'embedded|catalogue|testing';
/** The suites that ports export, the kit that projections are tested with. */
const SUITES = '^libs/[^/]+/(?:conformance|test-kit)(?:/|\\.ts$)';
/** Code that exists for tests. */
const FOR_TESTS = [SPEC, '^test/', '^libs/testing/', SUITES];
/** Where Nest may be imported within a room. A projection may not, wherever it lies. */
const NEST_FILES = ['\\.(?:module|controller|service)\\.ts$', '/(?:commands|queries)/(?!.*\\.projection\\.ts$)', SPEC];

const npm = (name) => `(?:^|node_modules/)${name}(?:/|$)`;

/** A room that may import only itself and the rooms named. */
const room = (name, own, others, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: libs(own), pathNot: FOR_TESTS },
  to: { path: '^libs/', pathNot: libs([own, ...others, GUARDED].join('|')) },
});

/** A package that talks to an engine stays in the folder of the adapter to that engine. */
const driver = (name, driverPackage, where, ...homes) => ({
  name: `${name}-only-in-its-adapter`,
  comment: `${driverPackage} is imported only in ${where}: the rest of the house knows the port, so that the engine can be changed by configuration.`,
  severity: 'error',
  from: { pathNot: homes },
  to: { path: npm(driverPackage) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    // ---------------------------------------------------------------- which room
    room('kernel-imports-nothing-internal', 'kernel', [],
      'The kernel (ids, clock, times, errors) is what all rooms share; it knows none of them.'),
    room('touchpoints-import-only-the-kernel', 'touchpoints', ['kernel'],
      'The language of touchpoints is spoken by every room and speaks of none.'),
    room('shared-vocabularies-import-only-kernel-and-touchpoints', SHARED, ['kernel', 'touchpoints'],
      'What several features fold with (libs/orders) says what events mean together, and nothing of any feature.'),
    {
      name: 'ports-import-only-kernel-and-touchpoints',
      comment: 'A port promises something about events or documents. What is done with them is not its business.',
      severity: 'error',
      from: { path: `^libs/(${PORTS})/`, pathNot: FOR_TESTS },
      to: { path: '^libs/', pathNot: ['^libs/$1/', libs(`kernel|touchpoints|${GUARDED}`)] },
    },
    room('embedded-imports-only-the-kernel', 'embedded', ['kernel'],
      'Opening and locking files is all that libs/embedded knows.'),
    {
      name: 'embedded-is-for-embedded-adapters',
      comment: 'Only the embedded adapter of a port opens files itself. Apps and the platform may, to take the lock of the data folder; and the log in EventStoreDB has an index beside it, of what the server cannot be asked (docs/adr/0012).',
      severity: 'error',
      from: { path: '^libs/', pathNot: [...FOR_TESTS, libs('embedded|platform'), `^libs/(?:${PORTS})/embedded/`, '^libs/event-log/eventstoredb/log-index/'] },
      to: { path: libs('embedded') },
    },
    room('projections-import-only-kernel-touchpoints-and-ports', 'projections', ['kernel', 'touchpoints', PORTS],
      'The law folds any history into any read model; it knows no feature and no engine.'),
    room('intake-imports-only-kernel-touchpoints-ports-and-platform', 'intake', ['kernel', 'touchpoints', PORTS, 'platform'],
      'Intake turns foreign formats into touchpoints and appends them. It needs no belief about the customer, and so no coordination.'),
    {
      name: 'catalogue-is-used-by-apps',
      comment: 'The catalogue lists what all features project. A room that asked it would know all features.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [...FOR_TESTS, libs('catalogue')] },
      to: { path: libs('catalogue') },
    },
    {
      name: 'intake-is-used-by-apps',
      comment: 'Facts that a feature states go to the log directly; intake is for what comes from outside.',
      severity: 'error',
      from: { path: [FEATURE, libs('catalogue')], pathNot: FOR_TESTS },
      to: { path: libs('intake') },
    },
    room('platform-imports-no-feature', 'platform', ['kernel', 'touchpoints', PORTS, 'projections'],
      'The glue (configuration, health, problem+json) serves every feature and depends on none.'),
    {
      name: 'features-meet-only-through-events-and-published',
      comment: "A feature room reaches another only through the facts that it states (<room>/events) and the read models that it publishes (<room>/published).",
      severity: 'error',
      from: { path: FEATURE, pathNot: FOR_TESTS },
      to: { path: FEATURE, pathNot: ['^libs/$1/', '^libs/[^/]+/(?:events|published)(?:/index)?\\.ts$'] },
    },
    {
      name: 'libs-do-not-import-apps',
      comment: 'Apps compose rooms. A room that needs an app is upside down.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-import-each-other',
      comment: 'Only server composes the other apps. What two apps share is a room in libs/.',
      severity: 'error',
      from: { path: '^apps/(?!server/|cli/)([^/]+)/', pathNot: SPEC },
      to: { path: '^apps/(?!console/)', pathNot: '^apps/$1/' },
    },
    {
      name: 'back-office-lives-from-the-bridge',
      comment: 'The back office knows customers by what the bridge tells: the published schemas (touchpoints), the ports, and the glue. A read model or the log would be a way around.',
      severity: 'error',
      from: { path: '^apps/back-office/', pathNot: SPEC },
      to: { path: `^libs/(?!(?:kernel|touchpoints|platform|testing)/|(?:bridge|read-models)/(?!(?:${ADAPTERS})/))` },
    },
    {
      name: 'cli-imports-only-server',
      comment: 'The command line starts the server (serve, demo) or works on the rooms directly.',
      severity: 'error',
      from: { path: '^apps/cli/', pathNot: SPEC },
      to: { path: '^apps/(?!cli/|server/|console/)' },
    },
    {
      name: 'console-is-reached-over-http',
      comment: 'The console is a bundle of static files. Nothing imports it.',
      severity: 'error',
      from: { path: '^(?:apps|infra)/', pathNot: '^apps/console/' },
      to: { path: '^apps/console/' },
    },
    {
      name: 'console-knows-only-http',
      comment: 'The console speaks the published HTTP interface like any other client, and stays light: no code of the rooms gets into its bundle.',
      severity: 'error',
      from: { path: '^apps/console/', pathNot: SPEC },
      to: { path: '^libs/' },
    },
    {
      name: 'testing-stays-in-tests',
      comment: 'Generators of histories are for tests, for the seed, demo and bench commands, the simulation, the chaos, and for the demo that the server opens.',
      severity: 'error',
      from: { pathNot: [...FOR_TESTS, '^apps/cli/', '^apps/server/demo', '^infra/(?:bench|chaos|simulation)/'] },
      to: { path: libs('testing') },
    },

    // ---------------------------------------------------------------- through which door
    {
      name: 'rooms-are-entered-by-their-index',
      comment: "Another room is imported by its door (`#event-log`, `#event-log/embedded`: an index.ts). What is behind may move without notice.",
      severity: 'error',
      from: { path: '^(libs|apps|infra)/([^/]+)/', pathNot: [SPEC, '^libs/testing/'] },
      to: { path: '^libs/', pathNot: ['^$1/$2/', '/index\\.ts$', '^libs/[^/]+/(?:events|published)\\.ts$'] },
    },
    {
      name: 'ports-do-not-know-their-engines',
      comment: 'A port and its conformance suite are the same whichever engine stands behind.',
      severity: 'error',
      from: { path: `^libs/(?:${PORTS})/(?!(?:${ADAPTERS})/)`, pathNot: SPEC },
      to: { path: ADAPTER },
    },
    {
      name: 'engines-are-chosen-by-apps',
      comment: 'Rooms are given a port. Which engine stands behind it is said once, by the app (or the platform) that reads the configuration.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [...FOR_TESTS, libs(`${PORTS}|platform`)] },
      to: { path: ADAPTER },
    },

    // ---------------------------------------------------------------- which package
    driver('libsql', 'libsql', 'libs/embedded and the embedded adapters', libs('embedded'), `^libs/(?:${PORTS})/embedded/`),
    // The test server answers in the messages that the client's package ships: what both sides of the wire share is the protocol.
    driver('eventstoredb', '@eventstore/db-client', 'libs/event-log/eventstoredb/wire, in infra, which measures it, and in the server that its tests talk to', '^libs/event-log/eventstoredb/wire/', '^infra/', '^libs/event-log/eventstoredb/[^/]+\\.spec\\.ts$', '^libs/testing/eventstoredb-server/'),
    driver('mongodb', 'mongodb', 'libs/read-models/mongodb (and in infra, which starts and measures it)', '^libs/read-models/mongodb/', '^infra/'),
    driver('kafka', 'kafkajs', 'libs/bridge/kafka (and in infra, which starts and measures it, and in the guide for those who have only Kafka)', '^libs/bridge/kafka/', '^infra/', '^test/guides/kafka-consumer\\.mjs$'),
    {
      name: 'pure-files-import-no-nest',
      comment: 'Rules are pure functions; classes that wire them live in *.module.ts, *.controller.ts, *.service.ts, commands/ and queries/. A projection imports no Nest wherever it lies.',
      severity: 'error',
      from: { path: '^libs/(?!platform/|testing/)', pathNot: NEST_FILES },
      to: { path: [npm('@nestjs'), libs('platform')] },
    },
    {
      name: 'projection-files-do-no-io',
      comment: 'A projection is a pure value: files, sockets, threads and random bytes are out of its reach. (Date.now and Math.random are caught by ESLint.)',
      severity: 'error',
      from: { path: '\\.projection\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'product-needs-no-dev-dependency',
      comment: 'What runs in production is in dependencies; so does the generator of lives, behind the demo. (The console is bundled: its packages are needed only to build.)',
      severity: 'error',
      from: { path: '^(?:libs|apps)/', pathNot: [SPEC, SUITES, '^libs/testing/(?!lives/)', '^apps/console/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'packages-are-declared',
      comment: 'A package that happens to lie in node_modules because another needs it may be gone tomorrow: declare it in package.json.',
      severity: 'error',
      from: { pathNot: '^infra/bench' },
      to: { dependencyTypes: ['npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'dist-is-not-imported',
      comment: 'Built files are started, never imported: what is imported would depend on when the last build was.',
      severity: 'error',
      from: {},
      to: { path: '(?:^|/)dist/', pathNot: 'node_modules/' },
    },

    // ---------------------------------------------------------------- in which order
    {
      name: 'no-circular-imports',
      comment: 'Two files that import each other are one file, or lack a third that both need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '(?:^|/)dist/'] },
    exclude: { path: ['^test/architecture/fixtures/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    // apps/console has a package.json of its own (for its module type), which declares nothing.
    combinedDependencies: true,
    skipAnalysisNotInRules: true,
  },
};
