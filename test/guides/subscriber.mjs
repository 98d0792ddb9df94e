// Prints every stage that a customer enters. Run it again and it goes on where it stopped.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const server = process.env.RAPPORT_URL ?? 'http://127.0.0.1:3000';
const bookmark = process.env.BOOKMARK ?? 'bookmark.txt';
const most = Number(process.env.MOST ?? Infinity);

let last = existsSync(bookmark) ? readFileSync(bookmark, 'utf8') : '0';
let seen = 0;

while (seen < most) {
  const answer = await fetch(`${server}/v1/live?types=lifecycle.stage-entered`, { headers: { accept: 'text/event-stream', 'last-event-id': last } });
  let text = '';
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop();
    for (const message of messages) {
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (data === undefined) continue;
      const event = JSON.parse(data);
      console.log(`${event.data.customerId} is ${event.data.stage}: ${event.data.reasons.join('; ')}`);
      last = event.position; // the work is done: now the bookmark may move
      writeFileSync(bookmark, last);
      if (++seen >= most) process.exit(0);
    }
  }
}
