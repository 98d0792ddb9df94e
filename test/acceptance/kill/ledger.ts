import type { Product } from '#testing/product';

interface Order {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Whether two identities are joined, as the last answer said; undefined: the last call had no answer, so either may be. */
type Pair = 'linked' | 'unlinked' | undefined;

const PAIRS = 8;
const FIRST_DAY = Date.UTC(2026, 0, 1);

/** What was sent to a product that is killed again and again, and what of it was acknowledged. */
export class Ledger {
  readonly sent: Order[] = [];
  readonly acknowledged: Order[] = [];
  private readonly pairs: Pair[] = Array.from({ length: PAIRS }, () => 'unlinked');

  constructor(private readonly random: () => number) {}

  orders(most: number): Order[] {
    const orders = Array.from({ length: 1 + Math.floor(this.random() * most) }, (_, index) => this.order(this.sent.length + index));
    this.sent.push(...orders);
    return orders;
  }

  /** Batch after batch, until the product answers no more. */
  async sendBatches(product: Product, most = 20): Promise<void> {
    for (;;) {
      const orders = this.orders(most);
      const answer = await product.post('/v1/touchpoints', { batch: orders }).catch(() => undefined);
      if (answer?.status !== 200) return;
      this.acknowledged.push(...orders);
    }
  }

  /** Stream after stream. */
  async sendStreams(product: Product): Promise<void> {
    for (;;) {
      const orders = this.orders(500);
      const body = orders.map((order) => JSON.stringify(order)).join('\n');
      const answer = await fetch(`${product.url}/v1/touchpoints`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body }).catch(() => undefined);
      if (answer?.status !== 200) return;
      this.acknowledged.push(...orders);
    }
  }

  /** Links and unlinks pairs in turn. */
  async stateLinks(product: Product): Promise<void> {
    for (;;) {
      const number = Math.floor(this.random() * PAIRS);
      const [a, b] = pairOf(number);
      const [call, then] = this.pairs[number] === 'unlinked' ? (['link', 'linked'] as const) : (['unlink', 'unlinked'] as const);
      this.pairs[number] = undefined;
      const answer = await product.post(`/v1/identities/${call}?wait=visible`, { a, b }).catch(() => undefined);
      if (answer?.status !== 200 && answer?.status !== 409) return;
      this.pairs[number] = then;
    }
  }

  /** The pairs of which the last call was answered, as they are and as they should be. */
  async pairsNow(product: Product): Promise<{ number: number; now: Pair; answered: Pair }[]> {
    const customerOf = async (identity: object): Promise<unknown> => (await product.post('/v1/identities/lookup', identity)).body['customerId'];
    const rows = await Promise.all(this.pairs.map(async (answered, number) => {
      const [a, b] = await Promise.all(pairOf(number).map(customerOf));
      return { number, now: a !== undefined && a === b ? 'linked' as const : 'unlinked' as const, answered };
    }));
    return rows.filter(({ answered }) => answered !== undefined);
  }

  private order(number: number): Order {
    return {
      id: `k-${String(number)}`, type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: `u${String(number % 97)}` }],
      occurredAt: new Date(FIRST_DAY + Math.floor(this.random() * 2e10)).toISOString(), data: { orderId: `o-${String(number)}`, total: 5, currency: 'EUR' },
    };
  }
}

function pairOf(number: number): [object, object] {
  return [{ kind: 'user-id', value: `pair-${String(number)}` }, { kind: 'email', value: `pair-${String(number)}@example.org` }];
}
