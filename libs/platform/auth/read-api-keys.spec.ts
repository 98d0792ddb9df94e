import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing } from './key-ring';
import { readApiKeys } from './read-api-keys';
import { scopeOf } from './scope-of';

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

describe('a file of keys', () => {
  it('is JSON, or a key a line', () => {
    const lines = `# of the shop\nshop ${hashOf('a')} read,write\n\nops ${hashOf('b')} admin # all\n`;
    const json = JSON.stringify({ keys: [{ name: 'shop', sha256: hashOf('a'), scopes: ['read', 'write'] }, { name: 'ops', sha256: hashOf('b'), scopes: ['admin'] }] });
    expect(readApiKeys(lines)).toEqual(readApiKeys(json));
    expect(readApiKeys(lines).map(({ name, scopes }) => [name, scopes])).toEqual([['shop', ['read', 'write']], ['ops', ['admin']]]);
  });

  it.each([
    ['without keys', '# nothing\n', 'no keys'],
    ['with a key in place of its hash', 'shop very-secret read', 'not the key'],
    ['with a scope that is none', `shop ${hashOf('a')} read,delete`, 'scopes must be'],
    ['without scopes', `shop ${hashOf('a')}`, 'scopes must be'],
    ['with words too many', `shop ${hashOf('a')} read write`, 'scopes must be'],
    ['with a name twice', `shop ${hashOf('a')} read\nshop ${hashOf('b')} read`, 'one name'],
    ['of broken JSON', '{"keys":', 'not JSON'],
    ['of other JSON', '{"users":[]}', 'must be {"keys"'],
    ['of JSON with nothing in it', '[null]', 'the name must be'],
  ])('%s is refused in words that do not repeat it', (_, text, words) => {
    expect(() => readApiKeys(text)).toThrow(expect.objectContaining({ code: 'RAPPORT_BAD_CONFIGURATION', message: expect.stringContaining(words) }));
    expect(() => readApiKeys(text)).not.toThrow(/very-secret/);
  });
});

describe('a ring of keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-keys-'));
  const file = join(folder, 'keys');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const later = (): Promise<void> => new Promise((done) => setTimeout(done, 600));

  it('follows its file, and stands by what it has while that is faulty or gone', async () => {
    const warnings: string[] = [];
    writeFileSync(file, `shop ${hashOf('first')} read`);
    const ring = new KeyRing(file, (message) => warnings.push(message));
    expect([ring.find('first')?.name, ring.find('second')]).toEqual(['shop', undefined]);
    writeFileSync(file, `shop ${hashOf('second')} write`);
    await later();
    expect([ring.find('first'), ring.find('second')?.scopes]).toEqual([undefined, ['write']]);
    writeFileSync(file, 'broken');
    await later();
    expect([ring.find('second')?.name, warnings.length]).toEqual(['shop', 1]);
    rmSync(file);
    await later();
    expect([ring.find('second')?.name, warnings.length]).toEqual(['shop', 2]);
  });

  it('is not made of a file that is not there', () => {
    expect(() => new KeyRing(join(folder, 'none'), () => undefined)).toThrow(expect.objectContaining({ code: 'RAPPORT_BAD_CONFIGURATION' }));
  });
});

describe('the scope that a call needs', () => {
  it.each([
    ['GET', '/v1/customers/:id', 'read'], ['POST', '/v1/identities/lookup', 'read'], ['POST', '/v1/projections/:name/compare', 'read'], ['GET', '/v1/live', 'read'],
    ['POST', '/v1/touchpoints', 'write'], ['POST', '/v1/identities/unlink', 'write'], ['POST', '/v1/quarantine/:id/resubmit', 'write'], ['DELETE', '/v1/customers/:id', 'write'],
    ['POST', '/v1/projections/:name/rebuild', 'admin'], ['POST', '/v1/projections/:name/parked/:customerId/retry', 'admin'], ['POST', '/v1/clock/advance', 'admin'],
    ['GET', '/health/live', undefined], ['GET', '/metrics', undefined], ['GET', '/openapi.json', undefined], ['GET', undefined, undefined],
  ])('%s %s: %s', (method, route, scope) => {
    expect(scopeOf(method, route)).toBe(scope);
  });
});
