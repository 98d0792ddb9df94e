import { defineTouchpoint } from '../../define-touchpoint';
import { Id } from '../../schema';

/** Two customers turned out to be one: what was told under this id belongs to the other one, who remains. After an unmerge the id comes back with `lifecycle.stage-entered`. */
export class LifecycleCustomerMerged {
  @Id() customerId!: string;
  @Id() mergedInto!: string;
}

export const lifecycleCustomerMerged = defineTouchpoint({
  type: 'lifecycle.customer-merged',
  data: LifecycleCustomerMerged,
  initiator: 'system',
  origin: 'system',
  example: { customerId: '3c0c7a0e-7f0f-5d0b-8a55-2b8f6f0f7a90', mergedInto: '0f6e7b52-6c1d-5b1e-9d43-0a9d1f7c2b11' },
});
