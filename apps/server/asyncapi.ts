import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { asyncApi } from '#bridge/messages';
import { EventTypes } from '#touchpoints';
import { version } from './version';

/** Serves the description of the bridge's topics and messages, AsyncAPI 3, at /asyncapi.json. */
export function publishMessages(app: NestFastifyApplication, namespace: string): void {
  let document: ReturnType<typeof asyncApi> | undefined;
  app.getHttpAdapter().getInstance().get('/asyncapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send((document ??= asyncApi(new EventTypes(), { version, namespace }))));
}
