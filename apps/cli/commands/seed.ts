import type { Command } from 'commander';
import type { Received } from '#intake/receive';
import { formatTime } from '#kernel';
import { type Delivery, lives } from '#testing/lives';
import { firstDay } from '../demo/first-day';
import { withTarget } from '../target/open-target';
import { type CommonOptions, type Context, contextOf, onServerOrFolder, wholeNumber, withExample } from '../ui/context';
import { countOf, durationText, rateText } from '../ui/figures';

interface SeedOptions extends CommonOptions {
  readonly customers: number;
  readonly touchpoints?: number;
  readonly seed: number;
  readonly months: number;
  readonly from?: string;
}

const BATCH = 1_000;
const RESUME = 'what has been sent is in; the same command with the same --seed and --from goes on from there';

export function seedCommand(program: Command): void {
  const command = program.command('seed')
    .description('Fill a folder or a server with made-up customers and their lives, from a seed')
    .option('--customers <number>', 'how many come along', wholeNumber(1), 1_000)
    .option('--touchpoints <number>', 'stop after so many', wholeNumber(1))
    .option('--seed <number>', 'another number is another company', wholeNumber(0), 1)
    .option('--months <number>', 'how long the history is', wholeNumber(1), 24)
    .option('--from <time>', 'the first day (ISO 8601; otherwise such that the history ends today)');
  withExample(onServerOrFolder(command), 'rapport seed --customers 500 --data ./data/try', 'rapport seed --touchpoints 1000000 --customers 20000 --from 2024-11-01 --url http://127.0.0.1:3000')
    .action((options: SeedOptions, self: Command) => seed(options, contextOf(self)));
}

async function seed({ customers, touchpoints, seed: number, months, from = firstDay(Date.now(), months) }: SeedOptions, context: Context): Promise<void> {
  const { terminal, interruption } = context;
  const deliveries = lives({ seed: number, customers, months, from, ...(touchpoints === undefined ? {} : { touchpoints }) });
  await withTarget(context, async (target) => {
    const progress = terminal.progress('sending', 'touchpoints');
    let [sent, added, duplicates, quarantined, position] = [0, 0, 0, 0, '0'];
    for (const batch of batches(deliveries)) {
      const receipt = await target.receive(batch, { backfill: true });
      sent += batch.length;
      added += receipt.accepted;
      duplicates += receipt.duplicates;
      quarantined += receipt.quarantined;
      position = receipt.position;
      progress.update({ count: sent, fraction: touchpoints === undefined ? undefined : sent / touchpoints });
      interruption.check(RESUME);
    }
    progress.done();
    const { seconds } = progress;
    const settled = await target.settle(position);
    terminal.say(`${countOf(sent, 'touchpoint')} sent, ${countOf(added, 'event')} added, ${countOf(duplicates, 'duplicate')}, ${countOf(quarantined, 'quarantined', 'quarantined')}, in ${durationText(seconds)} (${rateText(sent, seconds)})`);
    terminal.say(`${countOf(settled.customers, 'customer')} in all; the read models stand at position ${settled.position}`);
    terminal.result({ seed: number, from, sent, added, duplicates, quarantined, ...settled, seconds, perSecond: Math.round(sent / Math.max(seconds, 0.001)) });
  });
}

function* batches(deliveries: Iterable<Delivery>): Generator<Received[]> {
  let batch: Received[] = [];
  for (const { touchpoint: { sentAt: _sentAt, ...touchpoint }, happenedAt } of deliveries) {
    // As backfill no clock is corrected: what is sent says when it truly happened.
    batch.push({ value: { ...touchpoint, occurredAt: formatTime(happenedAt) } });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
