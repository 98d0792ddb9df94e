import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ERROR_CODES, type ErrorCode, isRapportError, RapportError } from '#kernel';
import type { Log } from '../logging/log';

/** The page of errors, which the product serves itself. */
export const ERRORS_PAGE = '/docs/errors';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Seconds after which room is to be expected: a commit takes milliseconds. */
const RETRY_AFTER = '1';

/** Every error that leaves over HTTP: `application/problem+json` (RFC 9457) with a code of the closed list. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const known = asRapportError(error);
    if (known.status >= 500) this.log.error('a request failed', { code: known.code, reason: reasonOf(error) });
    if (reply.sent || reply.raw.headersSent) return;
    if (known.code === 'RAPPORT_BUSY') void reply.header('retry-after', RETRY_AFTER);
    void reply.status(known.status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(problemOf(known)));
  }
}

export function problemOf(error: RapportError): Record<string, unknown> {
  return { type: `${ERRORS_PAGE}#${error.code.toLowerCase()}`, title: titleOf(error.code), status: error.status, detail: error.message, code: error.code, ...(error.errors.length > 0 ? { errors: error.errors } : {}), ...error.extra };
}

/** An error of the framework, or of nobody, as one of ours. */
export function asRapportError(error: unknown): RapportError {
  if (isRapportError(error)) return error instanceof RapportError ? error : new RapportError((error as RapportError).code, (error as RapportError).message, { cause: error });
  const status = statusOf(error);
  const code = BY_STATUS[status];
  if (code === undefined) return new RapportError('RAPPORT_INTERNAL', 'something went wrong here; the server\'s log has it', { cause: error });
  return new RapportError(code, code === 'RAPPORT_NOT_FOUND' ? 'there is nothing at this address' : reasonOf(error), { cause: error });
}

const BY_STATUS: Readonly<Record<number, ErrorCode>> = { 400: 'RAPPORT_BAD_BODY', 404: 'RAPPORT_NOT_FOUND', 405: 'RAPPORT_METHOD_NOT_ALLOWED', 413: 'RAPPORT_BODY_TOO_LARGE', 415: 'RAPPORT_UNSUPPORTED_MEDIA_TYPE', 503: 'RAPPORT_SHUTTING_DOWN' };

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof SyntaxError) return 400;
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
}

function titleOf(code: ErrorCode): string {
  const words = code.replace(/^RAPPORT_/, '').toLowerCase().replaceAll('_', ' ');
  return ERROR_CODES[code] >= 500 && code === 'RAPPORT_INTERNAL' ? 'internal error' : words;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
