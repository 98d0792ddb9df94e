import { get, url } from '../api';
import { Answer } from '../parts/answer';
import { CustomerTable, SORTS } from '../parts/customer-table';
import { Empty } from '../parts/empty';
import { PageHead } from '../parts/page-head';
import { Skeleton } from '../parts/skeleton';
import { titled } from '../format';
import { useWalk } from '../keys';
import { STAGES } from '../lifecycle';
import { customersLink } from '../links';
import { useMoment } from '../moment';
import { changeQuery, useParam, usePlace } from '../router';
import { useResource } from '../resource';
import type { CustomerRow, Page } from '../shapes';

const DEFAULT_SORT = '-profile.lastSeenAt';
const PAGE = 50;

/** The columns of the table besides the one sorted by. */
const FIELDS = 'profile.lastSeenAt,lifecycle-position.stage,purchasing.revenue,purchasing.currency';

/** Search, filter and walk through all customers. */
export function CustomersPage() {
  const { query } = usePlace();
  const moment = useMoment();
  const [stage] = useParam('stage');
  const [sort = DEFAULT_SORT] = useParam('sort');
  const [q] = useParam('q');
  const [after] = useParam('after');
  const [segment] = useParam('segment');
  const asked = { q, stage, segment, sort, fields: FIELDS, limit: PAGE, after, ...moment };
  const customers = useResource<Page<CustomerRow>>(url('/v1/customers', asked), (address, call) => get<Page<CustomerRow>>(address, call));
  useWalk('customer');

  const filtered = q !== undefined || stage !== undefined || segment !== undefined;
  return (
    <>
      <PageHead title="Customers" lead={q === undefined ? undefined : <>Matching “{q}”</>} />
      <form class="filters" aria-label="Filter and order" onSubmit={(event) => event.preventDefault()}>
        <label>
          Stage
          <select value={stage ?? ''} onChange={(event) => changeQuery({ stage: event.currentTarget.value, after: undefined })}>
            <option value="">All stages</option>
            {STAGES.map((name) => (
              <option key={name} value={name}>
                {titled(name)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Order
          <select value={sort} onChange={(event) => changeQuery({ sort: event.currentTarget.value, after: undefined })}>
            {SORTS.map(({ sort: value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
            {!SORTS.some((known) => known.sort === sort) && <option value={sort}>{sort}</option>}
          </select>
        </label>
        {filtered && (
          <a class="button quiet" href={customersLink({}, moment)}>
            Clear
          </a>
        )}
      </form>
      <Answer of={customers} skeleton={<Skeleton lines={14} />}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Empty title={filtered ? 'No customer matches' : 'No customers yet'}>
              {filtered ? <p>Try fewer letters, another identity, or all stages.</p> : <p>They appear with their first touchpoint.</p>}
            </Empty>
          ) : (
            <div class={customers.busy ? 'moving' : ''}>
              <CustomerTable rows={items} sort={sort} moment={moment} />
              <nav class="pager" aria-label="Pages of the table">
                {after !== undefined && <a href={url('/customers', { ...Object.fromEntries(query), after: undefined })}>First page</a>}
                {next !== undefined && <a href={url('/customers', { ...Object.fromEntries(query), after: next })}>Next page</a>}
              </nav>
            </div>
          )
        }
      </Answer>
    </>
  );
}
