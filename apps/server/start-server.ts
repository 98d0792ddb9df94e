import 'reflect-metadata';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { FrontOfficeModule, Metrics } from '#app/front-office';
import { projectionCatalogue } from '#catalogue';
import type { Configuration } from '#platform/configuration';
import { type Engines, openEngines, ProjectorThread } from '#platform/engines';
import { ERRORS_PAGE, ProblemFilter, validateBodies } from '#platform/http';
import type { Log } from '#platform/logging';
import { publishDescription } from './openapi';

export interface RunningServer {
  readonly url: string;
  readonly engines: Engines;
  readonly projector: ProjectorThread;
  /** Lets requests finish, stops intake, closes the engines. */
  stop(): Promise<void>;
}

const CONSOLE = join(__dirname, '..', '..', 'console');
/** Addresses that are the interface's, whether or not there is something at them. */
const NOT_PAGES = /^\/(v1|health|metrics|api|assets|docs|openapi\.(json|yaml)|asyncapi\.json)(\/|$)/;
const ERRORS = join(__dirname, '..', '..', '..', 'docs', 'errors.md');
const PROJECTOR_SCRIPT = join(__dirname, '..', 'projector', 'projector.worker.js');

/** All roles in one process: engines, the projector's thread, and HTTP. Resolves when it listens. */
export async function startServer(configuration: Configuration, log: Log): Promise<RunningServer> {
  const shutdown = new AbortController();
  const engines = await openEngines(configuration, { use: 'server' });
  const projector = await ProjectorThread.start(PROJECTOR_SCRIPT, configuration, engines.log, (message, reason) => {
    log.warn(message, { reason });
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    FrontOfficeModule.with({ engines, projector, catalogue: projectionCatalogue(), shutdown: shutdown.signal }),
    httpAdapter(configuration),
    { logger: log.forNest(), abortOnError: false, forceCloseConnections: true },
  );
  app.useGlobalFilters(new ProblemFilter(log));
  app.useGlobalPipes(validateBodies());
  measure(app);
  publishDescription(app);
  if (existsSync(CONSOLE)) await app.register(fastifyStatic, { root: CONSOLE, wildcard: false });
  app.getHttpAdapter().getInstance().get(ERRORS_PAGE, (_request, reply) => reply.type('text/markdown; charset=utf-8').send(readFileSync(ERRORS, 'utf8')));
  serveConsole(app);
  await app.listen(configuration.port, configuration.host);
  return {
    url: addressOf(app, configuration),
    engines,
    projector,
    stop: async (): Promise<void> => {
      shutdown.abort();
      await app.close();
      await projector.close();
      await engines.close();
    },
  };
}

/** Fastify as the platform needs it: NDJSON as a stream, any JSON property name, lists in query strings. */
function httpAdapter({ bodyLimit }: Configuration): FastifyAdapter {
  const adapter = new FastifyAdapter({ bodyLimit, onProtoPoisoning: 'ignore', onConstructorPoisoning: 'ignore', routerOptions: { maxParamLength: 1_000, ignoreTrailingSlash: true }, forceCloseConnections: true });
  adapter.getInstance().addContentTypeParser('application/x-ndjson', (_request, payload, done) => {
    done(null, payload);
  });
  return adapter;
}

function measure(app: NestFastifyApplication): void {
  const metrics = app.get(Metrics);
  app.getHttpAdapter().getInstance().addHook('onResponse', (request, reply, done) => {
    metrics.answered(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}

/** The console is one page: every address that is not the API's or a file's shows it. */
function serveConsole(app: NestFastifyApplication): void {
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

function addressOf(app: NestFastifyApplication, { host }: Configuration): string {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}
