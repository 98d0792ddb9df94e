import { runCli } from './run-cli';

// A reader that has seen enough (`rapport tail | head`) is no fault.
for (const stream of [process.stdout, process.stderr]) stream.on('error', (error: NodeJS.ErrnoException) => { process.exit(error.code === 'EPIPE' ? 0 : 1); });

for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(name, (error: unknown) => {
    process.stderr.write(`a fault that nobody foresaw: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}

// Whatever is still open (a kept-alive connection, a thread of a server that could not start) is no reason to stay, but what was said is: a pipe may lag behind.
void runCli(process.argv.slice(2)).then(async (code) => {
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise<void>((flushed) => stream.write('', () => { flushed(); }))));
  process.exit(code);
});
