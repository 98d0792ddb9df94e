import { basename } from 'node:path';
import type { Command } from 'commander';
import { openEngines } from '#platform/engines';
import { carryLog } from '../moving/carry-log';
import { type LogPart, readLog } from '../moving/read-log';
import { type Context, contextOf, onFolder, withExample } from '../ui/context';
import { countOf, durationText, rateText } from '../ui/figures';

const RESUME = 'what has been carried over so far is in; run the same command again and it goes on from there';

export function importLogCommand(group: Command): void {
  const command = group.command('log')
    .description('Carry a whole log, as rapport export writes it, into an empty one: same ids, streams, order and times')
    .argument('<file>', 'an exported log, gzipped if its name ends with .gz');
  withExample(onFolder(command), 'RAPPORT_EVENT_LOG=eventstoredb RAPPORT_EVENTSTOREDB_URL=esdb://127.0.0.1:2113?tls=false rapport import log shop.log.gz')
    .action((file: string, _options: object, self: Command) => importLog(file, contextOf(self)));
}

async function importLog(file: string, context: Context): Promise<void> {
  const { terminal, interruption, configuration } = context;
  const parts = await opened(readLog(file));
  const engines = await openEngines(configuration, { use: 'command' });
  try {
    const { log, types } = engines;
    const progress = terminal.progress(`importing ${basename(file)}`, 'events');
    let proof: ReturnType<typeof terminal.progress> | undefined;
    const { added, present, digest } = await carryLog({ parts, log, types, seen: (count, fraction) => {
      progress.update({ count, fraction });
      interruption.check(RESUME);
    }, proving: (count, of) => {
      progress.done();
      proof ??= terminal.progress('reading it back', 'events');
      proof.update({ count, fraction: count / of });
      interruption.check(RESUME);
    } });
    progress.done();
    proof?.done();
    const { seconds } = progress;
    terminal.say(`${basename(file)}: ${countOf(added, 'event')} added, ${countOf(present, 'event')} there already, in ${durationText(seconds)} (${rateText(added + present, seconds)})`);
    terminal.say(`digest ${digest}: the log is the one that was exported`);
    terminal.result({ file, events: added + present, added, present, digest, seconds });
  } finally {
    await engines.close();
  }
}

/** Reads the first part at once: of a file that cannot be read one hears before anything is opened or made. */
async function opened(parts: AsyncGenerator<LogPart>): Promise<AsyncGenerator<LogPart>> {
  const first = await parts.next();
  return (async function* rest(): AsyncGenerator<LogPart> {
    if (first.done === true) return;
    yield first.value;
    yield* parts;
  })();
}
