import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

/** `at` and `knownAt` in the published description. */
export function AtQuery(): MethodDecorator {
  return applyDecorators(
    ApiQuery({ name: 'at', required: false, description: 'What had happened by then (ISO 8601); default now' }),
    ApiQuery({ name: 'knownAt', required: false, description: 'What had been recorded by then (ISO 8601 or a position); default now' }),
  );
}
