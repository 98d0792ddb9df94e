import { breathe } from '#kernel';
import type { Projection } from '../law/define-projection';
import type { CustomerDirectory } from '../live/customer-stage';
import { type Difference, differences } from './differences';
import type { HistoryReader } from './history-reader';
import type { Vantage } from './moment-of-knowledge';

export interface ComparedVersions {
  /** Who has a document in either version. */
  readonly customers: number;
  readonly changed: number;
  /** The first of those who change, by id. */
  readonly items: readonly { readonly customerId: string; readonly changes: readonly Difference[] }[];
}

const PAGE = 500;
/** Customers folded before others have their turn. */
const BETWEEN_BREATHS = 20;

/** Folds every customer's history by both versions of a projection: who changes, and how. Nothing is written and nothing switched. */
export async function compareVersions(
  { directory, histories }: { readonly directory: CustomerDirectory; readonly histories: HistoryReader },
  live: Projection, other: Projection, vantage: Vantage, limit: number, seen: (customers: number) => void = () => undefined,
): Promise<ComparedVersions> {
  const items: { customerId: string; changes: Difference[] }[] = [];
  let [customers, changed, walked] = [0, 0, 0];
  for (let after: string | undefined; ; ) {
    const page = await directory.page(after, PAGE);
    for (const customer of page) {
      seen(++walked);
      if (walked % BETWEEN_BREATHS === 0) await breathe();
      const [before, now] = await histories.documents(customer, [live, other], vantage);
      if (!before && !now) continue;
      customers += 1;
      const changes = differences(before, now);
      if (changes.length === 0) continue;
      changed += 1;
      if (items.length < limit) items.push({ customerId: customer.id, changes });
    }
    after = page.at(-1)?.id;
    if (page.length < PAGE) return { customers, changed, items };
  }
}
