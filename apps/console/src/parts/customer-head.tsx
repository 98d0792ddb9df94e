import { formatMoment, shortId } from '../format';
import { compareLink, customerLink } from '../links';
import type { Moment } from '../moment';
import type { Customer } from '../shapes';
import { bestIdentity, IdentityList } from './identity-list';
import { PageHead } from './page-head';
import { StageTag } from './stage-tag';

/** Who it is, under which names, and whether the address named someone who is now part of another. */
export function CustomerHead({ customer, moment }: { readonly customer: Customer; readonly moment: Moment }) {
  const name = nameOf(customer);
  const stage = customer.readModels['lifecycle-position']?.stage;
  return (
    <>
      <PageHead
        name={name}
        title={<span class="customer-name">{name}</span>}
        lead={
          <>
            <a href={customerLink(customer.id, moment)} title={customer.id} class="id">
              {shortId(customer.id)}
            </a>{' '}
            {stage !== undefined && <StageTag stage={stage} />}
          </>
        }
      >
        <a class="button" href={compareLink(customer.id, moment.at ?? monthAgo(), undefined)}>
          {moment.at === undefined ? 'Compare' : `Compare ${formatMoment(moment.at)} with now`}
        </a>
      </PageHead>
      {customer.aliasOf !== undefined && (
        <p class="note alias" role="status">
          <code title={customer.aliasOf}>{shortId(customer.aliasOf)}</code> is part of this customer now: the two were found to be the same person.
        </p>
      )}
      {customer.identities.length > 0 && <IdentityList identities={customer.identities} moment={moment} />}
    </>
  );
}

/** The customer's name where a trait says it, else the identity that a person would recognise. */
export function nameOf(customer: Customer): string {
  const traits = customer.readModels.profile?.traits ?? {};
  const text = (name: string) => {
    const value = traits[name]?.value;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const parts = [text('firstName'), text('lastName')].filter((part) => part !== undefined);
  return text('name') ?? (parts.length > 0 ? parts.join(' ') : undefined) ?? bestIdentity(customer.identities)?.value ?? shortId(customer.id);
}

function monthAgo(): string {
  const day = new Date();
  day.setMonth(day.getMonth() - 1);
  return day.toISOString();
}
