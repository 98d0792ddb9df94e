import { formatCount, formatMoney, formatShortDay, plural } from '../format';
import type { Purchasing } from '../shapes';
import { Card } from './card';
import { Fields } from './field-value';
import { Figure } from './figure';

const SHOWN = ['customerId', 'asOf', 'position', 'version', 'orders', 'revenue', 'refunded', 'currency', 'firstOrderAt', 'lastOrderAt', 'purchaseDays', 'repeat'];

export function PurchasingCard({ of }: { readonly of: Purchasing }) {
  const { firstOrderAt, lastOrderAt, repeat } = of;
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
      {firstOrderAt && (
        <p class="soft">
          First {formatShortDay(firstOrderAt)}
          {lastOrderAt && lastOrderAt !== firstOrderAt && <>, last {formatShortDay(lastOrderAt)}</>}
        </p>
      )}
      {of.orders === 0 && <p class="soft">Every order was cancelled.</p>}
      {repeat !== undefined && repeat.x > 0 && (
        <p class="soft" title={`x = ${repeat.x}, tₓ = ${repeat.tx}, T = ${repeat.T}`}>
          Came back to buy on {plural(repeat.x, 'day')} within {plural(repeat.tx, 'day')}, every {formatCount(repeat.tx / repeat.x)} days or so
        </p>
      )}
      <Fields of={of} currency={of.currency} without={SHOWN} />
    </Card>
  );
}
