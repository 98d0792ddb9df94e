import type { Json, JsonObject } from '../shapes';

interface Field {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly says: string;
}

/** The fields of a JSON Schema, nested ones by their path. */
export function SchemaTable({ schema, personalData }: { readonly schema: JsonObject; readonly personalData: readonly string[] }) {
  const fields = fieldsOf(schema, '');
  const described = fields.some(({ path, says }) => says !== '' || isPersonal(path, personalData));
  if (fields.length === 0) return <p class="soft">It carries no fields of its own.</p>;
  return (
    <table class="table schema">
      <caption class="hidden">Fields</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
          {described && <th scope="col">Meaning</th>}
        </tr>
      </thead>
      <tbody>
        {fields.map(({ path, type, required, says }) => (
          <tr key={path}>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td data-name="Type">
              {type} {!required && <small>optional</small>}
            </td>
            {described && (
              <td data-name="Meaning">
                {says} {isPersonal(path, personalData) && <mark>personal</mark>}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const DEEPEST = 3;

function fieldsOf(schema: JsonObject, prefix: string, depth = 0): Field[] {
  const properties = asObject(schema['properties']);
  const required = schema['required'];
  return Object.entries(properties).flatMap(([name, value]) => {
    const field = asObject(value);
    const items = asObject(field['items']);
    const list = typesOf(field).includes('array');
    const path = `${prefix}${name}${list ? '[]' : ''}`;
    const own: Field = { path, type: typeOf(list ? items : field, list), required: Array.isArray(required) && required.includes(name), says: textOf(field['description']) };
    return depth < DEEPEST ? [own, ...fieldsOf(list ? items : field, `${path}.`, depth + 1)] : [own];
  });
}

function typeOf(field: JsonObject, list: boolean): string {
  const options = field['enum'];
  const named = Array.isArray(options) ? options.filter((option) => option !== null).map(String).join(' | ') : typesOf(field).join(' or ') || 'any';
  const format = field['x-amount'] === true ? 'amount' : textOf(field['format']);
  return `${list ? 'list of ' : ''}${named}${format === '' ? '' : ` (${format})`}`;
}

/** Null is what an optional field may be besides. */
function typesOf(field: JsonObject): string[] {
  const type = field['type'];
  return (Array.isArray(type) ? type.map(String) : [textOf(type)]).filter((name) => name !== 'null' && name !== '');
}

function asObject(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The catalogue names fields of lists without the brackets. */
function isPersonal(path: string, personalData: readonly string[]): boolean {
  return personalData.includes(path.replaceAll('[]', ''));
}
