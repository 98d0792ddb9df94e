import { titled, words } from '../format';
import type { Change, Json } from '../shapes';
import { FieldValue } from './field-value';

/** Changes by read model: where, before, after. */
export function ChangeTable({ changes }: { readonly changes: readonly Change[] }) {
  const models = [...new Set(changes.map(({ readModel }) => readModel))].sort((a, b) => rankOf(a) - rankOf(b));
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
                  <Difference before={before} after={after} name={path.slice(path.lastIndexOf('.') + 1)} />
                </td>
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
}

/** What a reader asks about first; the profile's counts, of which there are many, last. */
function rankOf(model: string): number {
  return ['lifecycle-position', 'purchasing'].includes(model) ? 0 : model === 'profile' ? 2 : 1;
}

/** What the papers call x, tₓ and T. */
const NAMED: Readonly<Record<string, string>> = { 'repeat.x': 'Days on which bought again', 'repeat.tx': 'Days from first to last purchase', 'repeat.T': 'Days since first purchase' };

/** The field's own name, its whereabouts above it. */
function FieldPath({ path }: { readonly path: string }) {
  const named = NAMED[path];
  if (named !== undefined) return <>{named}</>;
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

function Difference({ before, after, name }: { readonly before: Json | undefined; readonly after: Json | undefined; readonly name: string }) {
  if (typeof before !== 'number' || typeof after !== 'number') return null;
  const difference = after - before;
  return (
    <small>
      {difference > 0 ? '+' : '−'}
      <FieldValue value={Math.abs(difference)} name={name} />
    </small>
  );
}
