import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, type Observable, switchMap } from 'rxjs';
import { parsePosition } from '#kernel';
import { Visibility } from '../engines/visibility';
import { type QueryParameters, timeoutParameter } from './parameters';

/** `Rapport-Min-Position: P` on any request: it is answered once the read models have passed P. */
@Injectable()
export class VisibilityInterceptor implements NestInterceptor {
  constructor(private readonly visibility: Visibility) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Querystring: QueryParameters }>>();
    const header = request.headers['rapport-min-position'];
    if (typeof header !== 'string') return next.handle();
    const position = parsePosition(header, 'Rapport-Min-Position');
    return from(this.visibility.waitFor(position, timeoutParameter(request.query))).pipe(switchMap(() => next.handle()));
  }
}
