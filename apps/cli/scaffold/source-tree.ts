import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { RapportError } from '#kernel';
import { PRODUCT } from '../ui/product-version';

/** What is about to be written, by path from the root of the source tree. */
export type Files = Readonly<Record<string, string>>;

/** The source tree to write to: the one that one stands in, otherwise that of this program. @throws RAPPORT_BAD_FILE where there are no sources */
export function sourceTree(from: string = process.cwd()): string {
  const isTree = (folder: string): boolean => existsSync(join(folder, 'libs', 'catalogue', 'projections.ts'));
  for (let folder = from; ; folder = dirname(folder)) {
    if (isTree(folder)) return folder;
    if (dirname(folder) === folder) break;
  }
  if (isTree(PRODUCT)) return PRODUCT;
  throw new RapportError('RAPPORT_BAD_FILE', `there are no sources of Rapport here, nor at ${PRODUCT}: new files belong to a checkout`);
}

export function readSource(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Writes new files, none over another, and the changed ones. Answers the paths. @throws RAPPORT_BAD_FILE before anything is written */
export function writeFiles(root: string, { added, changed }: { readonly added: Files; readonly changed: Files }): string[] {
  const taken = Object.keys(added).find((path) => existsSync(join(root, path)));
  if (taken !== undefined) throw new RapportError('RAPPORT_BAD_FILE', `${taken} is there already`);
  for (const [path, text] of Object.entries({ ...added, ...changed })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...Object.keys(added), ...Object.keys(changed)].map((path) => relative(process.cwd(), join(root, path)));
}
