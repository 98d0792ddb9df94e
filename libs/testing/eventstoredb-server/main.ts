import { parseArgs } from 'node:util';
import { startEventStoreServer } from './start-event-store-server';

/**
 * The server as a process of its own, so that it can be killed:
 *
 *     node dist/libs/testing/eventstoredb-server/main.js [--port 2113] [--folder DIR]
 *
 * Prints one line of JSON, `{"url":…,"port":…}`, when it answers. SIGTERM stops it politely.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '2113' }, folder: { type: 'string' } } });
  const { folder } = values;
  const server = await startEventStoreServer({ port: Number(values.port), ...(folder === undefined ? {} : { folder }) });
  process.stdout.write(`${JSON.stringify({ url: server.url, port: server.port })}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.stop('polite').then(() => process.exit(0)));
}

void main();
