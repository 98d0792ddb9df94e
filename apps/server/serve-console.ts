import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export const CONSOLE = join(__dirname, '..', '..', 'console');
/** Addresses that are the interface's, whether or not there is something at them. */
const NOT_PAGES = /^\/(v1|health|metrics|api|assets|docs|openapi\.(json|yaml)|asyncapi\.json)(\/|$)/;

/** The console is one page: every address that is not the API's or a file's shows it. */
export function serveConsole(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const files = new Set(existsSync(CONSOLE) ? readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' }).map((name) => `/${name}`) : []);
  fastify.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?')[0] ?? '/';
    const page = request.method === 'GET' && !NOT_PAGES.test(path) && !files.has(path);
    if (!page) {
      done();
      return;
    }
    if (existsSync(CONSOLE)) void reply.sendFile('index.html', CONSOLE);
    else void reply.type('text/html').send('<!doctype html><html lang="en"><title>Rapport</title><p>The console is not built: run <code>npm run build</code>. The interface is described at <a href="/api">/api</a>.</p></html>');
  });
}
