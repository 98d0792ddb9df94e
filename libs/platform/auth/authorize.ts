import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RapportError } from '#kernel';
import { opens } from './api-key';
import type { KeyRing } from './key-ring';
import { scopeOf } from './scope-of';

/** Asks for a key, before the body is read: `Authorization: Bearer KEY` or `x-api-key: KEY`. */
export function authorize(fastify: Pick<FastifyInstance, 'addHook'>, keys: KeyRing): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const scope = scopeOf(request.method, request.routeOptions.url);
    const given = scope === undefined ? undefined : keyIn(request);
    const key = given === undefined ? undefined : keys.find(given);
    if (scope === undefined || (key && opens(key, scope))) {
      done();
      return;
    }
    if (!key) void reply.header('www-authenticate', 'Bearer realm="rapport"');
    done(key ? new RapportError('RAPPORT_FORBIDDEN', `this key does not open what needs the scope ${scope}`) : new RapportError('RAPPORT_UNAUTHENTICATED', given === undefined ? 'a key is needed here: send it as Authorization: Bearer KEY, or as x-api-key' : 'this key is not known here'));
  });
}

function keyIn({ headers }: FastifyRequest): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const own = headers['x-api-key'];
  return bearer ?? (typeof own === 'string' && own !== '' ? own : undefined);
}
