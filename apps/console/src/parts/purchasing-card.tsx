import { formatCount, formatMoney, formatShortDay, plural } from '../format';
import type { Purchasing } from '../shapes';
import { Card } from './card';
import { Fields } from './field-value';
import { Figure } from './figure';

const SHOWN = ['customerId', 'asOf', 'position', 'version', 'orders', 'revenue', 'refunded', 'currency', 'firstOrderAt', 'lastOrderAt', 'purchaseDays'];

export function PurchasingCard({ of }: { readonly of: Purchasing }) {
  return (
    <Card title="Purchasing" of={of}>
      <div class="figures">
        <Figure
          value={formatMoney(of.revenue ?? 0, of.currency)}
          name="revenue"
          note={of.refunded !== undefined && of.refunded !== 0 ? `${formatMoney(of.refunded, of.currency)} refunded` : undefined}
        />
        <Figure value={formatCount(of.orders ?? 0)} name={of.orders === 1 ? 'order' : 'orders'} note={of.purchaseDays === undefined ? undefined : `on ${plural(of.purchaseDays, 'day')}`} />
      </div>
      {of.firstOrderAt !== undefined && (
        <p class="soft">
          First {formatShortDay(of.firstOrderAt)}
          {of.lastOrderAt !== undefined && of.lastOrderAt !== of.firstOrderAt && <>, last {formatShortDay(of.lastOrderAt)}</>}
        </p>
      )}
      <Fields of={of} currency={of.currency} without={SHOWN} />
    </Card>
  );
}
