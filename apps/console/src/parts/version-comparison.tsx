import { useState } from 'preact/hooks';
import { post, url } from '../api';
import { formatCount, plural, shortId, titled } from '../format';
import { customerLink } from '../links';
import { nameOfProfile } from '../names';
import { useGet, useResource } from '../resource';
import type { Difference, Profile, VersionComparison as Comparison } from '../shapes';
import { digestOf, type Move } from '../version-digest';
import { Answer } from './answer';
import { Empty } from './empty';
import { FieldValue } from './field-value';

interface VersionComparisonProps {
  readonly projection: string;
  readonly served: number;
  readonly version: number;
  /** Of the read model, the first the most telling. */
  readonly fields: readonly string[];
}

const LOOKED_AT = 1000;
const PAGE = 20;
const MOVES = 12;

/** What serving another version would change: for whom, and how. Nothing is switched. */
export function VersionComparison({ projection, served, version, fields }: VersionComparisonProps) {
  const comparison = useResource(`compare ${projection} ${served} ${version}`, (_, call) =>
    post<Comparison>(url(`/v1/projections/${encodeURIComponent(projection)}/compare`, { limit: LOOKED_AT }), { version }, call),
  );
  return (
    <section class="versions-compared" aria-labelledby="compared-title">
      <h2 id="compared-title">What version {version} would change</h2>
      <Answer of={comparison} skeleton={<p class="soft" role="status">Every customer's history is folded by both versions…</p>}>
        {(data) => <Digest of={data} version={version} fields={fields} />}
      </Answer>
    </section>
  );
}

function Digest({ of, version, fields }: { readonly of: Comparison; readonly version: number; readonly fields: readonly string[] }) {
  const [shown, setShown] = useState(PAGE);
  const { everywhere, items, moves } = digestOf(of, fields);
  if (of.changed === 0) return <Empty title={`Nothing: version ${version} says the same of all ${plural(of.customers, 'customer')}`} />;
  return (
    <>
      <p class="soft">
        {everywhere.length === 0
          ? `${formatCount(of.changed)} of ${plural(of.customers, 'customer')} would change.`
          : `${formatCount(items.length)} of ${plural(of.customers, 'customer')} would change, besides what is the same for all:`}
        {of.changed > of.items.length && ` The first ${formatCount(of.items.length)} are looked at here.`}
      </p>
      {everywhere.length > 0 && <Changes of={everywhere} />}
      {moves.length > 0 && <Moves of={moves} />}
      {items.length > 0 && (
        <table class="table compared">
          <caption class="hidden">Who would change</caption>
          <thead>
            <tr>
              <th scope="col">Customer</th>
              <th scope="col">Changes</th>
            </tr>
          </thead>
          <tbody>
            {items.slice(0, shown).map(({ customerId, changes }) => (
              <tr key={customerId}>
                <th scope="row">
                  <Name of={customerId} />
                </th>
                <td data-name="Changes">
                  <Changes of={changes} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {items.length > shown && (
        <button type="button" class="more" onClick={() => setShown(shown + PAGE)}>
          {plural(items.length - shown, 'more customer')}
        </button>
      )}
    </>
  );
}

/** From which word to which other, and how often. */
function Moves({ of }: { readonly of: readonly Move[] }) {
  const most = Math.max(...of.map(({ count }) => count));
  return (
    <table class="bars moves">
      <caption class="hidden">How many turn from what into what</caption>
      <tbody>
        {of.slice(0, MOVES).map((move) => (
          <tr key={JSON.stringify([move.path, move.before, move.after])}>
            <th scope="row">
              <Change of={move} />
            </th>
            <td>
              <i style={{ width: `${(move.count / most) * 100}%` }} />
            </td>
            <td class="number">{formatCount(move.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Changes({ of }: { readonly of: readonly Difference[] }) {
  return (
    <ul class="plain">
      {of.map((change) => (
        <li key={change.path}>
          <Change of={change} />
        </li>
      ))}
    </ul>
  );
}

function Change({ of: { path, before, after } }: { readonly of: Difference }) {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return (
    <span class="change" title={path}>
      <span class="faint">{titled(path)}</span> <FieldValue value={before} name={name} /> <span aria-label="becomes">→</span> <b><FieldValue value={after} name={name} /></b>
    </span>
  );
}

function Name({ of: id }: { readonly of: string }) {
  const profile = useGet<Profile>(`/v1/customers/${encodeURIComponent(id)}/read-models/profile`);
  return (
    <a href={customerLink(id)} title={id} data-walk>
      {profile.data === undefined ? <span class="id">{shortId(id)}</span> : nameOfProfile(id, profile.data)}
    </a>
  );
}
