import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStoreServer, startEventStoreServer } from '#testing/eventstoredb-server';
import { idsOf, newEvents, newStream } from '../conformance/subject';
import { LogsUnderTest } from './logs-under-test';

jest.setTimeout(60_000);

describe('the EventStoreDB log, where the server proves who it is and asks who comes', () => {
  const login = { username: 'rapport', password: 'p%40ss' };
  let folder: string;
  let server: EventStoreServer;
  let logs: LogsUnderTest;
  let key: string;
  let cert: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-esdb-tls-'));
    [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'pipe' });
    server = await startEventStoreServer({ tls: { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }, login: { ...login, password: decodeURIComponent(login.password) } });
  });
  afterAll(async () => {
    await server.stop('kill');
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    logs = new LogsUnderTest();
  });
  afterEach(() => logs.close());

  const url = (password = login.password, ca = `&tlsCAFile=${cert}`): string => `esdb://${login.username}:${password}@127.0.0.1:${String(server.port)}?tls=true${ca}`;

  it('appends, reads and follows over TLS, with the credentials of the connection string', async () => {
    const log = await logs.open(url());
    const events = newEvents(3, { stream: newStream() });
    const outcomes = await log.append(events);
    expect(idsOf((await log.readStream(events[0]?.stream ?? '', { limit: 10 })) ?? [])).toEqual(idsOf(events));
    const stop = new AbortController();
    for await (const page of log.subscribe({ after: (outcomes[0]?.position ?? 1n) - 1n, signal: stop.signal })) {
      if (page.events.length > 0) {
        expect(idsOf(page.events)[0]).toBe(events[0]?.id);
        stop.abort();
      }
    }
  });

  it('says in one sentence that user and password are wrong, or that the certificate cannot be proven, and repeats neither', async () => {
    for (const [address, sentence] of [[url('wrong'), /does not take the user name and password/], [url(login.password, ''), /do not agree about TLS/]] as const) {
      const opening = logs.open(address).then((log) => log.health(), (error: unknown) => ({ ok: false, reason: error instanceof Error ? error.message : String(error) }));
      const { ok, reason } = await opening;
      expect([ok, reason]).toEqual([false, expect.stringMatching(sentence)]);
      expect(reason).not.toMatch(/wrong@|p%40ss|p@ss/);
    }
  });
});

describe('the EventStoreDB log on a cluster', () => {
  it('finds the leader by gossip, and another one when it has fallen: nothing is lost and nothing written twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rapport-esdb-cluster-'));
    const logs = new LogsUnderTest();
    let leader = await startEventStoreServer({ folder });
    const other = await startEventStoreServer();
    const ports = [leader.port, other.port];
    // The other node has no log of its own to lead with yet: it takes over what the first had.
    await other.stop('kill');
    try {
      const log = await logs.open(`esdb://${ports.map((port) => `127.0.0.1:${String(port)}`).join(',')}?tls=false&discoveryInterval=50&maxDiscoverAttempts=200`);
      const batches = Array.from({ length: 300 }, () => newEvents(5, { stream: newStream() }));
      const first = await log.append(batches[0] ?? []);
      expect(first.every(({ status }) => status === 'appended')).toBe(true);
      let done = 0;
      const writing = (async (): Promise<void> => {
        for (const events of batches.slice(1)) {
          await log.append(events);
          done += 1;
        }
      })();
      while (done < 20) await new Promise((resolve) => setTimeout(resolve, 1));
      await leader.stop('kill');
      expect(done).toBeLessThan(batches.length - 1);
      leader = await startEventStoreServer({ folder, port: ports[1] ?? 0 });
      await writing;
      const written = (await log.readAll({ limit: 10_000 })).filter(({ stream }) => batches.some(([event]) => event?.stream === stream));
      expect(idsOf(written).sort()).toEqual(idsOf(batches.flat()).sort());
    } finally {
      await logs.close();
      await leader.stop('kill');
      rmSync(folder, { recursive: true });
    }
  });
});
