import { url } from '../api';
import { Answer } from '../parts/answer';
import { COLUMNS, CustomerTable, SORTS } from '../parts/customer-table';
import { Empty } from '../parts/empty';
import { PageHead } from '../parts/page-head';
import { Skeleton } from '../parts/skeleton';
import { titled } from '../format';
import { useWalk } from '../keys';
import { STAGES } from '../lifecycle';
import { customersLink } from '../links';
import { useMomentOfAll } from '../moment';
import { NAME_FIELDS } from '../names';
import { changeQuery, useParam, usePlace } from '../router';
import { useGet } from '../resource';
import type { Counts, CustomerRow, Page } from '../shapes';

const DEFAULT_SORT = '-profile.lastSeenAt';
const PAGE = 50;
const FIELDS = `${COLUMNS.join(',')},purchasing.currency,${NAME_FIELDS}`;

/** Search, filter and walk through all customers. */
export function CustomersPage() {
  const { query } = usePlace();
  const moment = useMomentOfAll();
  const [stage] = useParam('stage');
  const [segment] = useParam('segment');
  const [sort = DEFAULT_SORT] = useParam('sort');
  const [q] = useParam('q');
  const [after] = useParam('after');
  const customers = useGet<Page<CustomerRow>>(url('/v1/customers', { q, stage, segment, sort, fields: FIELDS, limit: PAGE, after, ...moment }));
  useWalk('customer');

  const filtered = q !== undefined || stage !== undefined || segment !== undefined;
  return (
    <>
      <PageHead title="Customers" lead={q === undefined ? undefined : <>Matching “{q}”</>} />
      <form class="filters" aria-label="Filter and order" onSubmit={(event) => event.preventDefault()}>
        <Choice name="Stage" value={stage} options={STAGES.map((name) => ({ value: name, name: titled(name) }))} onChange={(value) => changeQuery({ stage: value, after: undefined })} />
        <SegmentChoice segment={segment} />
        <label>
          Order
          <select value={sort} onChange={(event) => changeQuery({ sort: event.currentTarget.value, after: undefined })}>
            {SORTS.map(({ sort: value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
            {!SORTS.some((known) => known.sort === sort) && <option value={sort}>{titled(sort.slice(sort.indexOf('.') + 1))}</option>}
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

/** The segments that there are. */
function SegmentChoice({ segment }: { readonly segment: string | undefined }) {
  const counts = useGet<Counts>(url('/v1/read-models/rfm/count', { by: 'segment' }));
  const known = (counts.data?.counts ?? []).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const names = segment === undefined || known.includes(segment) ? known : [...known, segment];
  if (names.length === 0) return null;
  return <Choice name="Segment" value={segment} options={names.map((name) => ({ value: name, name }))} onChange={(value) => changeQuery({ segment: value, after: undefined })} />;
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  readonly onChange: (value: string) => void;
}

function Choice({ name, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      {name}
      <select value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">All {name.toLowerCase()}s</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  );
}
