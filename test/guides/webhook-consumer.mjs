// Takes orders from Rapport's webhooks: each once, verified, whatever is repeated. Nothing but Node and the library of Standard Webhooks.
import { createServer } from 'node:http';
import { existsSync, appendFileSync, readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET);
const ledger = process.env.LEDGER ?? 'seen.txt';
const most = Number(process.env.MOST ?? Infinity);
const seen = new Set(existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n') : []);

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  response.writeHead(take(request.headers, Buffer.concat(chunks).toString())).end();
  if (seen.size >= most) server.close();
});
server.listen(Number(process.env.PORT ?? 4000), '127.0.0.1');

function take(headers, body) {
  let message;
  try {
    message = webhook.verify(body, headers); // the raw body: signature and time
  } catch {
    return 401;
  }
  const id = headers['webhook-id']; // the same at each try, and in a replay
  if (message.type === 'rapport.ping' || seen.has(id)) return 204;
  console.log(`${message.data.data.orderId}: ${message.data.data.total} ${message.data.data.currency}${message.replay ? ' (replay)' : ''}`);
  seen.add(id); // the work is done: now it may be acknowledged
  appendFileSync(ledger, `${id}\n`);
  return 204;
}
