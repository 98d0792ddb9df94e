import type { BridgeMessage, JsonObject, ReceivedMessage } from '#bridge';
import { KafkaBridge } from '#bridge/kafka';
import { topicSpecs } from '#bridge/messages';
import { formatTime } from '#kernel';

const ORDER = 'commerce.order-completed';
const PARTITIONS = 4;

void main();

/** `billing-service.js <brokers> <namespace>`: a service that knows nothing but the bridge, and answers each order with an invoice. */
async function main(): Promise<void> {
  const [brokers = '', namespace = ''] = process.argv.slice(2);
  const bridge = new KafkaBridge({ brokers: brokers.split(','), namespace });
  await bridge.ensure(topicSpecs(PARTITIONS));
  await bridge.consume({
    group: 'billing', topics: ['touchpoints'], from: 'beginning',
    handle: async (messages) => {
      const invoices = messages.filter(({ type }) => type === ORDER).map(invoiceOf);
      if (invoices.length > 0) await bridge.publish('billing', invoices);
    },
  });
  process.once('SIGTERM', () => {
    void bridge.close().then(() => process.exit());
  });
  process.stdout.write('billing\n');
}

function invoiceOf({ key, subject, data }: ReceivedMessage): BridgeMessage {
  const { orderId = null, total = null, currency = null, identities = [] }: JsonObject = data ?? {};
  const id = `I-${String(orderId)}`;
  return { key, id, source: '/bench/billing', type: 'billing.invoice-issued', ...(subject === undefined ? {} : { subject }), time: formatTime(Date.now()), data: { invoiceId: id, orderId, total, currency, identities } };
}
