import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import schemaOfAsyncApi from '@asyncapi/specs/schemas/3.0.0-without-$id.json';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020';
import { asyncApi, toBridge, TOPICS } from '#bridge/messages';
import { type Product, productIsBuilt, startProduct } from '#testing/product';
import { EventTypes, type RecordedEvent } from '#touchpoints';

const ROOT = join(__dirname, '..', '..');
const COMMITTED = join(ROOT, 'docs', 'asyncapi.json');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
const whenBuilt = productIsBuilt ? describe : describe.skip;

interface Message {
  readonly payload: { readonly properties: Readonly<Record<string, unknown>> };
  readonly examples: readonly { readonly payload: unknown }[];
}

interface Description {
  readonly channels: Readonly<Record<string, { readonly address: string; readonly messages: Readonly<Record<string, { readonly $ref: string }>> }>>;
  readonly components: { readonly messages: Readonly<Record<string, Message>>; readonly schemas: object };
}

const types = new EventTypes();
const generated = asyncApi(types, { version, namespace: 'rapport' }) as unknown as Description;

describe('the description of the bridge', () => {
  beforeAll(() => {
    if (process.env['RAPPORT_TEST_WRITE'] === 'asyncapi') writeFileSync(COMMITTED, `${JSON.stringify(generated, null, 2)}\n`);
  });

  it('is committed as the catalogue has it, so that a diff shows a change of the contract (npm run asyncapi writes it)', () => {
    expect(JSON.parse(readFileSync(COMMITTED, 'utf8'))).toEqual(generated);
  });

  it('is AsyncAPI 3', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schemaOfAsyncApi);
    expect([validate(generated), validate.errors]).toEqual([true, null]);
    expect(validate({ ...generated, operations: { 'send-touchpoints': { action: 'shout', channel: { $ref: '#/channels/touchpoints' } } } })).toBe(false);
  });

  it('has every topic, and refers to nothing that is not there', () => {
    expect(Object.values(generated.channels).map(({ address }) => address)).toEqual(TOPICS.map(({ name }) => `rapport.${name}`));
    const referred = Object.values(generated.channels).flatMap(({ messages }) => Object.values(messages).map(({ $ref }) => $ref));
    expect(new Set(referred)).toEqual(new Set(Object.keys(generated.components.messages).map((name) => `#/components/messages/${name}`)));
    expect(Object.values(generated.channels).every(({ messages }) => Object.keys(messages).length > 0)).toBe(true);
  });

  it('has a schema for the data of each message, which takes the message that is published and refuses one without identities', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'https://rapport.example/asyncapi', components: generated.components });
    for (const { type, example } of types.all().filter((each) => each.type in generated.components.messages)) {
      const event: RecordedEvent = { id: 'e', type, stream: 's', occurredAt: 0, receivedAt: 0, recordedAt: 0, schemaVersion: 1, initiator: 'customer', position: 1n, revision: 0, identities: [{ kind: 'user-id', value: '42' }], data: { ...example } };
      const validate = ajv.getSchema(`https://rapport.example/asyncapi#/components/messages/${type}/payload`)!;
      const { data } = toBridge(event, 'c-1', 'touchpoints');
      expect([type, validate(data), validate.errors]).toEqual([type, true, null]);
      expect([type, validate({ ...data, identities: [] })]).toEqual([type, false]);
    }
  });

  it('shows an example of each', () => {
    expect(Object.entries(generated.components.messages).filter(([, { examples }]) => examples.length === 0)).toEqual([]);
  });

  it('has no type whose own data would be hidden by the identities beside it', () => {
    expect(types.all().filter(({ type }) => Object.keys(types.describe(type)?.schema['properties'] ?? {}).includes('identities')).map(({ type }) => type)).toEqual([]);
  });
});

whenBuilt('the description of the bridge over HTTP', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => product.stop());

  it('is served as it is committed', async () => {
    expect((await product.get('/asyncapi.json')).body).toEqual(JSON.parse(readFileSync(COMMITTED, 'utf8')));
  });
});
