import { defineTouchpoint } from '../../define-touchpoint';
import { Amount, CurrencyCode, Id, Optional, Text } from '../../schema';

/** The company spent money on this customer. `kind` (acquisition, retention, contact, service, …) tells what for. */
export class CostIncurred {
  @Amount() total!: number;
  @CurrencyCode() currency!: string;
  @Optional() @Text({ most: 100 }) kind?: string | null;
  @Optional() @Text({ most: 100 }) channel?: string | null;
  @Optional() @Id() campaignId?: string | null;
}

export const costIncurred = defineTouchpoint({
  type: 'cost.incurred',
  data: CostIncurred,
  initiator: 'company',
  example: { total: 0.85, currency: 'EUR', kind: 'acquisition', channel: 'search', campaignId: 'spring' },
});
