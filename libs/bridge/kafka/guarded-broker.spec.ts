import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn } from '#testing/engines';
import { freePorts, KafkaCluster } from '../../../infra/engines';
import { consume, message, newTopic, Taker } from '../conformance/subject';
import { KafkaBridge } from './kafka-bridge';
import type { KafkaSecurity } from './kafka-security';

const [username, password] = ['ann', 'correct-horse'];

/** Each with a broker of its own, since it is set up otherwise. */
describeOn('kafka', 'the Kafka bridge and a broker that does not take in everybody', () => {
  describe.each([['with TLS', true], ['without TLS', false]])('%s', (_, withTls) => {
    let folder: string;
    let cluster: KafkaCluster;
    let tls: Pick<KafkaSecurity, 'tls'>;
    const said: string[] = [];
    const opened: KafkaBridge[] = [];

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'rapport-guard-'));
      const certificateFile = withTls ? certificate(folder) : undefined;
      tls = certificateFile === undefined ? {} : { tls: { ca: readFileSync(certificateFile, 'utf8').replace(/-----BEGIN PRIVATE KEY-----[^]*-----END PRIVATE KEY-----/, '') } };
      const [port, controllerPort] = await freePorts(2);
      cluster = new KafkaCluster({ folder: join(folder, 'kafka'), ports: [port!], controllerPorts: [controllerPort!], guard: { username, password, ...(certificateFile === undefined ? {} : { certificateFile }) } });
      await cluster.start();
    }, 120_000);
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((bridge) => bridge.close()));
    });
    afterAll(async () => {
      await cluster.remove();
      rmSync(folder, { recursive: true });
    });

    const open = (security: KafkaSecurity): KafkaBridge => {
      const bridge = new KafkaBridge({ brokers: cluster.brokers, namespace: 'rapport', security, debug: (...facts) => said.push(JSON.stringify(facts)) });
      opened.push(bridge);
      return bridge;
    };
    const refusal = (reason: string, advice: string): object => ({ code: 'RAPPORT_BRIDGE_UNAVAILABLE', message: `Kafka cannot be used at ${cluster.address}: ${reason}. Mend ${advice}` });
    const attempt = (security: KafkaSecurity): Promise<void> => open(security).ensure([{ name: 'test', partitions: 1 }]);

    it.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)('publishes and consumes as a user, by %s', async (mechanism) => {
      const bridge = open({ ...tls, login: { mechanism, username, password } });
      const topic = await newTopic(bridge);
      const [taker, sent] = [new Taker(), message()];
      await consume(bridge, [topic], { handle: taker.handle });
      await bridge.publish(topic, [sent]);
      await taker.until([sent.id]);
      expect(await bridge.health()).toEqual({ engine: 'kafka', ok: true });
    }, 60_000);

    it.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)('says in one sentence, at once, that the password is wrong, by %s', async (mechanism) => {
      const begun = Date.now();
      const login = { mechanism, username, password: 'wrong-battery' };
      await expect(attempt({ ...tls, login })).rejects.toMatchObject(refusal('it does not let us in', 'RAPPORT_KAFKA_SASL, RAPPORT_KAFKA_USERNAME or RAPPORT_KAFKA_PASSWORD'));
      await expect(open({ ...tls, login }).publish('test', [message()])).rejects.toMatchObject(refusal('it does not let us in', 'RAPPORT_KAFKA_SASL, RAPPORT_KAFKA_USERNAME or RAPPORT_KAFKA_PASSWORD'));
      expect(Date.now() - begun).toBeLessThan(8_000);
    }, 30_000);

    it('says in one sentence that a certificate cannot be proven, or that there is no TLS', async () => {
      const login = { mechanism: 'plain', username, password } as const;
      await expect(attempt({ tls: {}, login })).rejects.toMatchObject(withTls ? refusal('its certificate cannot be proven', 'RAPPORT_KAFKA_CA_FILE, or the names in the certificate') : refusal('it does not speak TLS there', 'RAPPORT_KAFKA_TLS or RAPPORT_KAFKA_BROKERS'));
    }, 60_000);

    it('never tells a password', () => {
      expect(said.length).toBeGreaterThan(0);
      expect(said.filter((sentence) => /correct-horse|wrong-battery/.test(sentence))).toEqual([]);
    });
  });
});

/** A PEM file of a key and its certificate, for 127.0.0.1. */
function certificate(folder: string): string {
  const [key, cert, both] = ['key.pem', 'cert.pem', 'both.pem'].map((name) => join(folder, name)) as [string, string, string];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'pipe' });
  writeFileSync(both, `${readFileSync(key, 'utf8')}${readFileSync(cert, 'utf8')}`);
  return both;
}
