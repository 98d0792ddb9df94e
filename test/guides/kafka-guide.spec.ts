import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BridgeMessage } from '#bridge';
import { KafkaBridge } from '#bridge/kafka';
import { topicSpecs } from '#bridge/messages';
import { describeOn } from '#testing/engines';
import { removeFromKafka } from '../remove-from-kafka';

const ROOT = resolve(__dirname, '..', '..');

describeOn('kafka', 'the consumer of docs/guides/kafka.md', (brokers) => {
  const namespace = `rapport-test-guide-${randomUUID().slice(0, 8)}`;
  const folder = mkdtempSync(join(tmpdir(), 'rapport-kafka-guide-'));
  const bridge = new KafkaBridge({ brokers, namespace });
  afterAll(async () => {
    await bridge.close();
    await removeFromKafka(brokers, namespace);
    rmSync(folder, { recursive: true });
  });

  const order = (id: string, key: string, extensions: Record<string, string> = {}): BridgeMessage => ({
    key, id, source: '/rapport/touchpoints', type: 'commerce.order-completed', subject: key, time: '2026-03-01T10:15:00.000Z', data: { orderId: id, total: 20, currency: 'EUR', identities: [] }, ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
  });

  function listen(most: number): Promise<string[]> {
    return new Promise((done, failed) => {
      const child = spawn(process.execPath, [join('test', 'guides', 'kafka-consumer.mjs')], { cwd: ROOT, env: { PATH: process.env['PATH'], RAPPORT_KAFKA_BROKERS: brokers.join(','), RAPPORT_NAMESPACE: namespace, LEDGER: join(folder, 'seen.txt'), MOST: String(most) } });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      const late = setTimeout(() => {
        child.kill('SIGKILL');
      }, 40_000);
      child.once('close', (code) => {
        clearTimeout(late);
        if (code === 0) done(out.trim().split('\n'));
        else failed(new Error(`it ended with ${String(code)}, having said ${out} ${err}`));
      });
    });
  }

  it('tells each order once, in order per customer, and does nothing about what is told of late', async () => {
    await bridge.ensure(topicSpecs(2));
    await bridge.publish('touchpoints', [order('A-1', 'c-1'), { ...order('x', 'c-1'), type: 'web.page-viewed', data: { url: '/', identities: [] } }, order('A-1', 'c-1'), order('A-2', 'c-1', { backfill: 'true' }), order('A-3', 'c-1')]);
    expect(await listen(3)).toEqual(['A-1: 20 EUR by c-1 at 2026-03-01T10:15:00.000Z', 'A-2: told of late, nothing to do', 'A-3: 20 EUR by c-1 at 2026-03-01T10:15:00.000Z']);
    await bridge.publish('touchpoints', [order('A-3', 'c-1', { replay: 'true' }), order('A-4', 'c-1')]);
    expect(await listen(4)).toEqual(['A-4: 20 EUR by c-1 at 2026-03-01T10:15:00.000Z']);
  }, 100_000);
});
