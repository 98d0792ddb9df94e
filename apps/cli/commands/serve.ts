import type { Command } from 'commander';
import type { RunningServer } from '#app/server';
import type { Configuration } from '#platform/configuration';
import { type Context, contextOf, onFolder, withExample } from '../ui/context';

export function serveCommand(program: Command): void {
  withExample(
    onFolder(program.command('serve').description('Serve the platform: intake, projections, HTTP and the console')),
    'RAPPORT_DATA=./data/shop RAPPORT_PORT=3000 rapport serve',
  ).action((_options: object, self: Command) => serve(contextOf(self)));
}

/** Serves until it is told to stop. Resolves when everything is closed. */
export async function serve(context: Context, started: (server: RunningServer) => void = () => undefined): Promise<void> {
  const { configuration, terminal, log, interruption: { signal } } = context;
  // Nest and Fastify are loaded by those who serve only.
  const { startServer } = await import('#app/server');
  const server = await startServer(configuration, log).catch((error: unknown) => { throw explained(error, configuration); });
  terminal.say(`Rapport is at ${server.url}`);
  terminal.result({ url: server.url, data: configuration.data, pid: process.pid });
  started(server);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => { resolve(); });
  });
  log.info('stopping: requests under way are finished first');
  await server.stop();
}

/** A port that cannot be had, in words that say what to do about it. */
function explained(error: unknown, { host, port }: Configuration): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new Error(`${host}:${port} is in use by another program: choose another with RAPPORT_PORT (0 takes any that is free)`);
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new Error(`${host}:${port} cannot be listened on (${code}): choose another with RAPPORT_HOST and RAPPORT_PORT`);
  return error;
}
