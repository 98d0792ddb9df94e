import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { admitBodies, Metrics } from '#app/front-office';
import type { InFlight } from '#intake/receive';
import { RapportError } from '#kernel';
import type { KeyRing } from '#platform/auth';
import type { Configuration } from '#platform/configuration';
import { ERRORS_PAGE, ProblemFilter, refuseAddress, refuseConnection, validateBodies } from '#platform/http';
import type { Log } from '#platform/logging';
import { askForKeys } from './ask-for-keys';
import { publishMessages } from './asyncapi';
import { publishDescription } from './openapi';
import { CONSOLE, serveConsole } from './serve-console';

const ERRORS = join(__dirname, '..', '..', '..', 'docs', 'errors.md');
/** The call that takes lines. */
const STREAMED = '/v1/touchpoints';

export interface HttpParts {
  readonly configuration: Configuration;
  readonly log: Log;
  readonly inFlight: InFlight;
  /** Asked for by every call of the interface, where there are some. */
  readonly keys: KeyRing | undefined;
  /** What is served: the front office with its console and description, or the state of the process alone, or that of the back office. */
  readonly serves: 'front-office' | 'system' | 'back-office';
}

/** Nest on Fastify, as the platform needs it. Not listening yet. */
export async function httpApp(module: DynamicModule, { configuration, log, inFlight, keys, serves }: HttpParts): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(configuration), { logger: log.forNest(), abortOnError: false, forceCloseConnections: true });
  const fastify = app.getHttpAdapter().getInstance();
  app.useGlobalFilters(new ProblemFilter(log));
  app.useGlobalPipes(validateBodies());
  if (serves !== 'back-office') measure(app);
  if (serves !== 'front-office') return app;
  askForKeys(fastify, keys, configuration, log);
  admitBodies(fastify, inFlight, configuration.bodyLimit);
  publishDescription(app);
  publishMessages(app, configuration.namespace);
  if (existsSync(CONSOLE)) await app.register(fastifyStatic, { root: CONSOLE, wildcard: false });
  fastify.get(ERRORS_PAGE, (_request, reply) => reply.type('text/markdown; charset=utf-8').send(readFileSync(ERRORS, 'utf8')));
  serveConsole(app);
  return app;
}

export function addressOf(app: NestFastifyApplication, { host }: Configuration): string {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}

/** Fastify with NDJSON as a stream, any JSON property name, lists in query strings. */
function httpAdapter({ bodyLimit }: Configuration): FastifyAdapter {
  const adapter = new FastifyAdapter({ bodyLimit, frameworkErrors: refuseAddress, clientErrorHandler: refuseConnection, onProtoPoisoning: 'ignore', onConstructorPoisoning: 'ignore', routerOptions: { maxParamLength: 1_000, ignoreTrailingSlash: true }, forceCloseConnections: true });
  adapter.getInstance().addContentTypeParser('application/x-ndjson', (request, payload, done) => {
    if (request.routeOptions.url === STREAMED) done(null, payload);
    else done(new RapportError('RAPPORT_UNSUPPORTED_MEDIA_TYPE', 'this call takes application/json; lines are taken by POST /v1/touchpoints'));
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
