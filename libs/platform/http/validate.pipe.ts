import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { depthOf, type FieldError, RapportError } from '#kernel';

/** Deeper than any command's body; what is far deeper exhausts the stack of the one who reads it. */
const DEEPEST = 50;

/** Bodies of commands, checked by class-validator; every fault with its path. */
export function validateBodies(): ValidationPipe {
  return new BodyValidation({ transform: true, whitelist: false, forbidUnknownValues: true, stopAtFirstError: false, exceptionFactory: (faults) => {
    const errors = faults.flatMap((fault) => flatten(fault, ''));
    return new RapportError('RAPPORT_BAD_REQUEST', `the body has faults: ${errors.map(({ path, message }) => `${path}: ${message}`).join('; ')}`, { errors });
  } });
}

class BodyValidation extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && declares(metadata) && depthOf(value, DEEPEST) >= DEEPEST) throw new RapportError('RAPPORT_BAD_BODY', `objects and lists of a body may be nested ${String(DEEPEST)} deep at most`);
    return super.transform(value, metadata);
  }
}

/** Whether the call says of which form its body is; intake does not, and checks by the catalogue. */
function declares({ metatype }: ArgumentMetadata): boolean {
  return metatype !== undefined && metatype !== Object;
}

function flatten({ property, constraints = {}, children = [] }: ValidationError, prefix: string): FieldError[] {
  const path = `${prefix}${property}`;
  const own = Object.entries(constraints).map(([rule, message]) => ({ path, code: rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), message }));
  return [...own, ...children.flatMap((child) => flatten(child, `${path}.`))];
}
