import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the product lies: the folder of its package.json, above dist/. */
export const PRODUCT = join(__dirname, '..', '..', '..', '..');

export function productVersion(): string {
  return (JSON.parse(readFileSync(join(PRODUCT, 'package.json'), 'utf8')) as { version: string }).version;
}
