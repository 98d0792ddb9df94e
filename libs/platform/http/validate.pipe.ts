import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, RapportError } from '#kernel';

/** Bodies of commands, checked by class-validator; every fault with its path. */
export function validateBodies(): ValidationPipe {
  return new ValidationPipe({ transform: true, whitelist: false, forbidUnknownValues: true, stopAtFirstError: false, exceptionFactory: (faults) => {
    const errors = faults.flatMap((fault) => flatten(fault, ''));
    return new RapportError('RAPPORT_BAD_REQUEST', `the body has faults: ${errors.map(({ path, message }) => `${path}: ${message}`).join('; ')}`, { errors });
  } });
}

function flatten({ property, constraints = {}, children = [] }: ValidationError, prefix: string): FieldError[] {
  const path = `${prefix}${property}`;
  const own = Object.entries(constraints).map(([rule, message]) => ({ path, code: rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), message }));
  return [...own, ...children.flatMap((child) => flatten(child, `${path}.`))];
}
