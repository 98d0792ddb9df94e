import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '../configuration/configuration';
import { kafkaSecurity } from './kafka-security';

describe('how the brokers of the configuration are reached', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-kafka-security-'));
  afterAll(() => { rmSync(folder, { recursive: true }); });
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const security = (environment: Record<string, string>): unknown => kafkaSecurity(readConfiguration(environment));
  const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('openly and by nobody where nothing is said, otherwise as a user by %s', (mechanism) => {
    expect(security({})).toEqual({});
    expect(security({ RAPPORT_KAFKA_SASL: mechanism, RAPPORT_KAFKA_USERNAME: 'ann', RAPPORT_KAFKA_PASSWORD: 'pass word' })).toEqual({ login: { mechanism, username: 'ann', password: 'pass word' } });
  });

  it('encrypted, proven by the authorities that Node knows or by those of a file', () => {
    expect(security({ RAPPORT_KAFKA_TLS: 'on' })).toEqual({ tls: {} });
    expect(security({ RAPPORT_KAFKA_TLS: 'on', RAPPORT_KAFKA_CA_FILE: file('ca.pem', pem) })).toEqual({ tls: { ca: pem } });
  });

  it.each([['no such file', (): string => join(folder, 'none.pem'), 'must be a file that can be read'], ['something else', (): string => file('ca.der', '0\u0082'), 'must hold certificates in PEM']])('refuses %s as a file of authorities', (_, path, rule) => {
    expect(() => security({ RAPPORT_KAFKA_TLS: 'on', RAPPORT_KAFKA_CA_FILE: path() })).toThrow(expect.objectContaining({ code: 'RAPPORT_BAD_CONFIGURATION', message: `RAPPORT_KAFKA_CA_FILE ${rule}` }));
  });
});
