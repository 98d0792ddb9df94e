import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RapportError } from '#kernel';
import { PROBLEM_TYPE, problemOf } from './problem.filter';

/** An address that the framework's router cannot read, refused before anything of ours sees it. */
export function refuseAddress(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  const tooLong = 'code' in error && error.code === 'FST_ERR_MAX_PARAM_LENGTH';
  const problem = new RapportError('RAPPORT_BAD_REQUEST', tooLong ? 'a part of the address is longer than anything that there is here' : 'the address cannot be read: % must begin the two digits of a byte, and the bytes must be UTF-8');
  void reply.status(problem.status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(problemOf(problem)));
}

/** What is not HTTP, or not in time: a problem as of any other request, and the connection closed. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = new RapportError('RAPPORT_BAD_REQUEST', SENTENCES[error.code ?? ''] ?? 'this is not a request of HTTP/1.1');
  const body = JSON.stringify(problemOf(problem));
  const head = ['HTTP/1.1 400 Bad Request', `Content-Type: ${PROBLEM_TYPE}`, `Content-Length: ${String(Buffer.byteLength(body))}`, 'Connection: close'];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}

const SENTENCES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'the address and the headers together are larger than 16 KB',
  ERR_HTTP_REQUEST_TIMEOUT: 'the request did not come to its end in time',
};
