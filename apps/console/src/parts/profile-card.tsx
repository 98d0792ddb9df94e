import { formatAgo, formatCount, formatDay, formatPercent, formatShortDay, titled, words } from '../format';
import type { Profile } from '../shapes';
import { Card } from './card';
import { FieldValue } from './field-value';

export function ProfileCard({ of, now }: { readonly of: Profile; readonly now: number }) {
  const traits = Object.entries(of.traits ?? {});
  const channels = Object.entries(of.byChannel ?? {}).sort(([, a], [, b]) => b.count - a.count);
  const most = Math.max(1, ...channels.map(([, { count }]) => count));
  return (
    <Card title="Profile" of={of}>
      <p class="soft">
        {of.firstSeenAt !== undefined && <>Known since {formatDay(of.firstSeenAt)}. </>}
        {of.lastSeenAt !== undefined && <>Last seen {formatAgo(of.lastSeenAt, now)}. </>}
        {of.completeness !== undefined && <>{formatPercent(of.completeness)} complete.</>}
      </p>
      {traits.length > 0 && (
        <dl class="fields traits">
          {traits.map(([name, trait]) => (
            <div key={name}>
              <dt title={name}>{titled(name)}</dt>
              <dd>
                <FieldValue name={name} value={trait.value} />
                {trait.observedAt !== undefined && (
                  <small>
                    {trait.source === undefined ? 'observed' : words(trait.source)}, {formatShortDay(trait.observedAt)}
                  </small>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {channels.length > 0 && (
        <table class="bars">
          <caption class="hidden">Touches by channel</caption>
          <tbody>
            {channels.map(([name, { count, lastAt }]) => (
              <tr key={name} title={lastAt === undefined ? '' : `last ${formatDay(lastAt)}`}>
                <th scope="row">{titled(name)}</th>
                <td>
                  <i style={{ width: `${(count / most) * 100}%` }} />
                </td>
                <td class="number">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
