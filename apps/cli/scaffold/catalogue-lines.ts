import { RapportError } from '#kernel';

/** Adds a projection to the list in libs/catalogue/projections.ts: an import in its alphabetical place, and the last line of the list. @throws RAPPORT_BAD_FILE */
export function withProjection(source: string, constant: string, room: string): string {
  const list = /(new ProjectionCatalogue\(\n\s+\[\n)([\s\S]*?)(\n\s+\],)/;
  const [, , entries] = list.exec(source) ?? [];
  if (entries === undefined) throw cannot('libs/catalogue/projections.ts', constant);
  const indent = /^\s*/.exec(entries)?.[0] ?? '';
  const listed = source.replace(list, (_, before: string, between: string, after: string) => `${before}${between.replace(/,?$/, ',')}\n${indent}${constant},${after}`);
  return withImport(listed, `import { ${constant} } from '${room}';`, room);
}

/** Adds a type of touchpoint to libs/touchpoints/types/index.ts, after the others of its channel. @throws RAPPORT_BAD_FILE */
export function withTouchpoint(source: string, constant: string, channel: string, fact: string): string {
  const line = `export { ${constant} } from './${channel}/${fact}';`;
  const lines = source.split('\n');
  const exports = lines.flatMap((each, index) => (each.startsWith('export ') ? [index] : []));
  const own = exports.filter((index) => lines[index]?.includes(`from './${channel}/`) === true);
  const after = own.at(-1) ?? exports.at(-1);
  if (after === undefined) throw cannot('libs/touchpoints/types/index.ts', line);
  return lines.toSpliced(after + 1, 0, line).join('\n');
}

function withImport(source: string, line: string, room: string): string {
  const lines = source.split('\n');
  const imports = lines.flatMap((each, index) => (each.startsWith('import ') ? [index] : []));
  const next = imports.find((index) => (/from '([^']+)'/.exec(lines[index] ?? '')?.[1] ?? '') > room);
  return lines.toSpliced(next ?? (imports.at(-1) ?? -1) + 1, 0, line).join('\n');
}

function cannot(path: string, what: string): RapportError {
  return new RapportError('RAPPORT_BAD_FILE', `${path} is not of the form that is expected: add ${what} to it by hand`);
}
