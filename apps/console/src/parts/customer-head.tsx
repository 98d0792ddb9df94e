import { platformNow } from '../clock';
import { formatMoment, shortId } from '../format';
import { compareLink, customerLink } from '../links';
import { timeOf, type Moment } from '../moment';
import { nameOf } from '../names';
import type { Customer } from '../shapes';
import { IdentityList } from './identity-list';
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
        <CompareLink id={customer.id} at={moment.at} />
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

/** From the moment to now, or from now to one ahead. */
function CompareLink({ id, at }: { readonly id: string; readonly at: string | undefined }) {
  const ahead = (timeOf(at) ?? 0) > platformNow();
  return (
    <a class="button" href={ahead ? compareLink(id, new Date(platformNow()).toISOString(), at) : compareLink(id, at ?? monthAgo())}>
      {at === undefined ? 'Compare' : ahead ? `Compare now with ${formatMoment(at)}` : `Compare ${formatMoment(at)} with now`}
    </a>
  );
}

function monthAgo(): string {
  const day = new Date();
  day.setMonth(day.getMonth() - 1);
  return day.toISOString();
}
