import { createHash } from 'node:crypto';

/** Collections of read models begin so; the store's own (`collections`, `checkpoints`, `settings`, `leases`) do not. */
const PREFIX = 'documents.';
/** In bytes. A database's and a collection's name together may have 255, and a database's 63. */
const LONGEST = 180;

/** The MongoDB collection of a read model: `documents.purchasing@1.3`. What may not stand in its name is written as `%24`; what is too long ends in a hash. */
export function collectionName(id: string): string {
  const name = `${PREFIX}${id.replace(/[%$\0]|\.$|\.(?=\.)|^\.|(?<=(?:^|\.)system)\./g, escaped)}`;
  if (Buffer.byteLength(name) <= LONGEST) return name;
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 24);
  return `${Buffer.from(name).subarray(0, LONGEST - 30).toString().replaceAll('\uFFFD', '')}%~${hash}`;
}

const SPECIAL = /[%.$\0]/;

/** A name as one step of a path: `last.seen` is `last%2Eseen` within `fields`. */
export function pathStep(name: string): string {
  if (name === '') return '%';
  return SPECIAL.test(name) ? name.replace(/[%.$\0]/g, escaped) : name;
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
