// Tells what customers order, as Rapport publishes it on Kafka: each order once, in order per customer. Nothing but Node and kafkajs.
import { existsSync, appendFileSync, readFileSync } from 'node:fs';
import { Kafka, logLevel } from 'kafkajs';

const kafka = new Kafka({ clientId: 'orders', brokers: (process.env.RAPPORT_KAFKA_BROKERS ?? 'localhost:9092').split(','), logLevel: logLevel.ERROR });
const namespace = process.env.RAPPORT_NAMESPACE ?? 'rapport';
const ledger = process.env.LEDGER ?? 'seen.txt';
const most = Number(process.env.MOST ?? Infinity);
const seen = new Set(existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n') : []);

const consumer = kafka.consumer({ groupId: `${namespace}.orders` });
await consumer.connect();
await consumer.subscribe({ topic: `${namespace}.touchpoints`, fromBeginning: true });
await consumer.run({
  // One partition holds all of a customer's messages, and its messages come one by one: her order of things is kept.
  eachMessage: async ({ message: { key, headers, value } }) => {
    const header = (name) => headers[name]?.toString();
    if (header('ce_type') !== 'commerce.order-completed') return;
    const id = `${header('ce_source')} ${header('ce_id')}`; // the same however often it is published
    if (seen.has(id)) return;
    const order = JSON.parse(value.toString());
    if (header('ce_backfill') === 'true' || header('ce_replay') === 'true') console.log(`${order.orderId}: told of late, nothing to do`);
    else console.log(`${order.orderId}: ${order.total} ${order.currency} by ${key} at ${header('ce_time')}`);
    seen.add(id); // the work is done: now it may be committed
    appendFileSync(ledger, `${id}\n`);
    if (seen.size >= most) stop();
  },
});
process.once('SIGTERM', stop);

/** Not awaited by a message's work: it waits for that itself. */
function stop() {
  consumer.disconnect().then(() => process.exit(0));
}
