import { formatDay, shortId, words } from '../format';
import { customersLink } from '../links';
import type { Moment } from '../moment';
import { isOpaque } from '../names';
import type { Identity } from '../shapes';

interface IdentityListProps {
  readonly identities: readonly Identity[];
  readonly moment?: Moment;
}

export function IdentityList({ identities, moment }: IdentityListProps) {
  return (
    <ul class="identities" aria-label="Identities">
      {identities.map(({ kind, value, since }) => (
        <li key={`${kind}:${value}`}>
          <span>{words(kind)}</span>
          <a href={customersLink({ q: value }, moment)} title={since ? `${value}, since ${formatDay(since)}` : value}>
            {isOpaque(value) ? <code>{shortId(value)}</code> : value}
          </a>
        </li>
      ))}
    </ul>
  );
}
