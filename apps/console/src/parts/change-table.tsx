import { titled, words } from '../format';
import type { Change, Json } from '../shapes';
import { FieldValue } from './field-value';

/** Changes by read model: where, before, after. */
export function ChangeTable({ changes }: { readonly changes: readonly Change[] }) {
  const models = [...new Set(changes.map(({ readModel }) => readModel))];
  return (
    <table class="table changes">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      {models.map((model) => (
        <tbody key={model}>
          <tr>
            <th colSpan={3} scope="rowgroup">
              {titled(model)}
            </th>
          </tr>
          {changes
            .filter(({ readModel }) => readModel === model)
            .map(({ path, before, after }) => (
              <tr key={path}>
                <th scope="row" title={path}>
                  <FieldPath path={path} />
                </th>
                <td class="before" data-name="Before">
                  <Side value={before} path={path} />
                </td>
                <td class="after" data-name="After">
                  <Side value={after} path={path} />
                  <Difference before={before} after={after} />
                </td>
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
}

/** The field's own name, its whereabouts above it. */
function FieldPath({ path }: { readonly path: string }) {
  const parts = path.split('.').map(words);
  return (
    <>
      {parts.length > 1 && <small>{parts.slice(0, -1).join(' › ')}</small>}
      {titled(parts.at(-1) ?? path)}
    </>
  );
}

function Side({ value, path }: { readonly value: Json | undefined; readonly path: string }) {
  if (value === undefined) return <span class="faint">was not there</span>;
  return <FieldValue value={value} name={path.slice(path.lastIndexOf('.') + 1)} />;
}

function Difference({ before, after }: { readonly before: Json | undefined; readonly after: Json | undefined }) {
  if (typeof before !== 'number' || typeof after !== 'number') return null;
  const difference = Math.round((after - before) * 1e6) / 1e6;
  return (
    <small>
      {difference > 0 ? '+' : '−'}
      {Math.abs(difference)}
    </small>
  );
}
