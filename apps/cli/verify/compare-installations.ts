import { isRapportError, type Moment } from '#kernel';
import { type Difference, differences } from '#projections';
import type { CustomerView, Target } from '../target/target';

/** A customer whose documents are not the same in two installations. */
export interface Departure {
  readonly customerId: string;
  /** Dotted, from the read model's name on; `identities` for who the customer is; empty for a customer whom one of the two does not have. Before: here. After: there. */
  readonly changes: readonly Difference[];
}

export interface ComparedInstallations {
  readonly customers: number;
  readonly differing: number;
  /** The first of them. */
  readonly first: readonly Departure[];
}

export interface CompareInstallations {
  readonly here: Target;
  readonly there: Target;
  /** At which moment both are asked for their documents. */
  readonly at: Moment;
  /** Read models that are not held against each other: what is fitted over all customers, by each installation at times of its own. */
  readonly leftOut: ReadonlySet<string>;
  readonly most: number;
  readonly seen: (customers: number) => void;
}

/** Customers that are asked for at once. */
const AT_ONCE = 8;

/** Asks two installations for every customer of either, and holds the answers against each other. Memory does not grow with them. */
export async function compareInstallations({ here, there, at, leftOut, most, seen }: CompareInstallations): Promise<ComparedInstallations> {
  const moment = { at: new Date(at).toISOString() };
  const first: Departure[] = [];
  let [customers, differing] = [0, 0];
  const note = (customerId: string, changes: readonly Difference[]): void => {
    if (changes.length === 0) return;
    differing += 1;
    if (first.length < most) first.push({ customerId, changes });
  };
  for await (const ids of groupsOf(here)) {
    const views = await Promise.all(ids.map((each) => Promise.all([viewOf(here, each, moment), viewOf(there, each, moment)])));
    views.forEach(([own, other], index) => { note(ids[index] ?? '', differences(comparable(own, leftOut), comparable(other, leftOut))); });
    seen((customers += ids.length));
  }
  for await (const ids of groupsOf(there)) {
    const known = await Promise.all(ids.map((each) => viewOf(here, each, moment)));
    const missing = ids.filter((_, index) => known[index] === undefined);
    for (const each of missing) {
      const after = comparable(await viewOf(there, each, moment), leftOut);
      if (after) note(each, [{ path: '', before: undefined, after }]);
    }
    seen((customers += missing.length));
  }
  return { customers, differing, first };
}

async function* groupsOf(target: Target): AsyncGenerator<readonly string[]> {
  for await (const page of target.customers()) for (let from = 0; from < page.length; from += AT_ONCE) yield page.slice(from, from + AT_ONCE);
}

async function viewOf(target: Target, id: string, moment: { readonly at: string }): Promise<CustomerView | undefined> {
  try {
    return await target.customer(id, moment);
  } catch (error) {
    if (isRapportError(error) && error.code === 'RAPPORT_NOT_FOUND') return undefined;
    throw error;
  }
}

/** Without what says where an answer stands in the log that it comes from. */
function comparable(view: CustomerView | undefined, leftOut: ReadonlySet<string>): Readonly<Record<string, unknown>> | undefined {
  if (!view) return undefined;
  const models = Object.entries(view.readModels).filter(([name]) => !leftOut.has(name)).map(([name, document]) => [name, Object.fromEntries(Object.entries<unknown>(document).filter(([field]) => field !== 'asOf' && field !== 'position'))] as const);
  return { ...(view.aliasOf === undefined ? {} : { aliasOf: view.aliasOf }), identities: view.identities, ...Object.fromEntries(models) };
}
