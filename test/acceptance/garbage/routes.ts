import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A call of the published interface. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** Names of its query parameters. */
  readonly query: readonly string[];
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: readonly { readonly name: string; readonly in: string }[] }>>>>;
}

/** All calls of the committed description. */
export function routes(): Route[] {
  const { paths } = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'docs', 'openapi.json'), 'utf8')) as Description;
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { parameters = [] }]) => ({ method: method.toUpperCase(), path, query: parameters.filter((each) => each.in === 'query').map(({ name }) => name) })));
}
