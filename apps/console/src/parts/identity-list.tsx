import { customersLink } from '../links';
import type { Moment } from '../moment';
import type { Identity } from '../shapes';
import { formatDay, shortId, words } from '../format';

const PREFERRED = ['email', 'user-id', 'phone', 'social', 'external', 'anonymous-id', 'device-id'];

/** The identity that a person would recognise first. */
export function bestIdentity(identities: readonly Identity[]): Identity | undefined {
  const rank = ({ kind }: Identity) => (PREFERRED.includes(kind) ? PREFERRED.indexOf(kind) : PREFERRED.length);
  return [...identities].sort((a, b) => rank(a) - rank(b))[0];
}

/** A made-up id rather than something that a person would say. */
export function isOpaque(value: string): boolean {
  return value.length > 24 && !/[@\s]/.test(value);
}

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
          <a href={customersLink({ q: value }, moment)} title={since === undefined ? value : `${value}, since ${formatDay(since)}`}>
            {isOpaque(value) ? <code>{shortId(value)}</code> : value}
          </a>
        </li>
      ))}
    </ul>
  );
}
