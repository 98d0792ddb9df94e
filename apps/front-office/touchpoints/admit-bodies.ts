import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InFlight } from '#intake/receive';
import { RapportError } from '#kernel';

/** A body that was announced must have come by then, ms: its room is kept for it meanwhile. */
const SLOWEST_BODY = 60_000;

/**
 * Turns requests away, before their bodies are read, when more is in flight than there is room for. A body without a length counts as the largest that is allowed.
 * Streams of lines are let in: they wait for room line by line.
 */
export function admitBodies(fastify: Pick<FastifyInstance, 'addHook'>, inFlight: InFlight, bodyLimit: number): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const bytes = announced(request, bodyLimit);
    if (bytes === 0) {
      done();
      return;
    }
    const release = inFlight.take(Math.min(bytes, bodyLimit));
    if (!release) {
      done(new RapportError('RAPPORT_BUSY', 'more is being written than can be taken in just now; nothing of this request was kept: wait a second and send the same again, with the same ids'));
      return;
    }
    keepUntilAnswered(request, reply, release);
    done();
  });
}

function announced({ headers }: FastifyRequest, bodyLimit: number): number {
  if (headers['content-type']?.startsWith('application/x-ndjson') === true) return 0;
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : bodyLimit;
}

function keepUntilAnswered(request: FastifyRequest, reply: FastifyReply, release: () => void): void {
  const late = setTimeout(() => {
    if (!request.raw.complete) request.raw.destroy();
  }, SLOWEST_BODY);
  reply.raw.once('close', () => {
    clearTimeout(late);
    release();
  });
}
