import type { ExpectedCustomer } from '../traffic/expected-customers';
import { identityText } from '../traffic/touchpoint';
import { ask } from './ask';

/** A customer of the run, under the id that the product gave her. */
export interface FoundCustomer extends ExpectedCustomer {
  readonly id: string;
}

/** Holds who is who, and what was counted of each, against what was sent. Answers the customers found, and what is wrong. */
export async function customersAreRight(url: string, expected: readonly ExpectedCustomer[]): Promise<{ found: FoundCustomer[]; faults: string[] }> {
  const found: FoundCustomer[] = [];
  const faults: string[] = [];
  const whose = new Map<string, string>();
  const looked = await Promise.all(expected.map(async (customer) => ({
    customer, ids: new Set(await Promise.all(customer.identities.map(async (identity) => (await ask<{ customerId: string }>(url, '/v1/identities/lookup', identity))?.customerId))),
  })));
  for (const { customer, ids } of looked) {
    const name = customer.identities.map(identityText).join(' + ');
    const [id] = ids;
    if (ids.size !== 1 || id === undefined) faults.push(`${name} is one customer, and the product has ${[...ids].map((each) => each ?? 'nobody').join(', ')}`);
    if (id === undefined) continue;
    const other = whose.get(id);
    if (other !== undefined) faults.push(`${name} and ${other} are two customers, and the product has one`);
    whose.set(id, name);
    found.push({ ...customer, id });
  }
  return { found, faults };
}

type Documents = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Holds what the read models counted against what was sent: nothing twice, nothing left out. */
export function countsAreRight(customers: readonly FoundCustomer[], profiles: Documents, purchasing: Documents): string[] {
  return customers.flatMap(({ id, touches, orders, revenue }) => {
    const bought = purchasing.get(id);
    const rows = [['touches', touches, profiles.get(id)?.['touches'] ?? 0], ['orders', orders, bought?.['orders'] ?? 0], ['revenue', revenue, bought?.['revenue'] ?? 0]] as const;
    return rows.filter(([, sent, counted]) => sent !== counted).map(([what, sent, counted]) => `customer ${id} has ${what} ${String(sent)}, and the read model says ${JSON.stringify(counted)}`);
  });
}
