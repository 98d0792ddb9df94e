import fastify from 'fastify';
import { streamOf, type NewEvent, type Touchpoint } from '#touchpoints';
import { openLog } from './data/engines';

void main();

/** What intake costs is measured against this: one Fastify route that parses the same JSON and appends it, unchecked, through the same writer's thread. */
async function main(): Promise<void> {
  const log = await openLog(process.argv[2] ?? '.', 'thread');
  const server = fastify({ bodyLimit: 16 * 1024 * 1024, forceCloseConnections: true });
  server.post('/v1/touchpoints', async (request) => {
    const { batch } = request.body as { readonly batch: readonly Touchpoint[] };
    const receivedAt = Date.now();
    const outcomes = await log.append(batch.map((touchpoint) => eventOf(touchpoint, receivedAt)));
    return { accepted: outcomes.length, position: String(outcomes.at(-1)?.position ?? 0) };
  });
  process.once('SIGTERM', () => {
    void server.close().then(() => log.close());
  });
  process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: 0 })}\n`);
}

function eventOf({ id, type, identities, occurredAt = '', data, source, context }: Touchpoint, receivedAt: number): NewEvent {
  return { id, type, stream: streamOf(identities[0] ?? { kind: '', value: '' }), occurredAt: Date.parse(occurredAt), receivedAt, schemaVersion: 1, initiator: 'customer', identities, data, source, context };
}
