import type { Command } from 'commander';
import { startServer } from '#app/server';
import { readConfiguration } from '#platform/configuration';
import { Log } from '#platform/logging';

export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('Serve the platform: intake, projections, HTTP and the console')
    .addHelpText('after', '\nExample:\n  RAPPORT_DATA=./data/shop RAPPORT_PORT=3000 rapport serve\n')
    .action(() => serve());
}

/** Serves until it is told to stop. Resolves when everything is closed. */
export async function serve(environment: NodeJS.ProcessEnv = process.env, started: (url: string) => void = announce): Promise<void> {
  const configuration = readConfiguration(environment);
  const log = new Log(configuration.logLevel);
  const server = await startServer(configuration, log);
  started(server.url);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => {
      resolve();
    });
  });
  log.info('stopping: requests under way are finished first');
  await server.stop();
}

function announce(url: string): void {
  process.stdout.write(`Rapport is at ${url}\n`);
}
