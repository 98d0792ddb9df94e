import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Measure, Optional, Parts, Text } from '../../schema';
import { ProductPropensity } from './product-propensity';

/** Sales or a score finds the lead worth a talk. `propensities` are by product. */
export class LeadQualified {
  @Optional() @Id() leadId?: string | null;
  @Optional() @Text({ most: 100 }) level?: string | null;
  @Optional() @Measure() score?: number | null;
  @Optional() @Parts(() => ProductPropensity) propensities?: ProductPropensity[] | null;
  @Optional() @Id() agentId?: string | null;
}

export const leadQualified = defineTouchpoint({
  type: 'lead.qualified',
  data: LeadQualified,
  initiator: 'company',
  example: { leadId: 'L-1', level: 'sales', score: 72, propensities: [{ productId: 'tea-for-offices', propensity: 0.4 }], agentId: 'agent-3' },
});
