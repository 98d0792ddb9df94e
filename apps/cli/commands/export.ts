import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Command } from 'commander';
import type { EventLog } from '#event-log';
import { formatTime, RapportError, systemClock } from '#kernel';
import type { Configuration } from '#platform/configuration';
import { openEngines, openLog, sharedOf } from '#platform/engines';
import { LogDigest } from '../moving/log-digest';
import { writeLog } from '../moving/write-log';
import { type CommonOptions, type Context, contextOf, onFolder, withExample } from '../ui/context';
import { countOf, durationText, rateText } from '../ui/figures';
import { WrongUse } from '../ui/outcome';
import { productVersion } from '../ui/product-version';

interface ExportOptions extends CommonOptions {
  readonly gzip?: boolean;
}

const STANDARD_OUTPUT = '-';

export function exportCommand(program: Command): void {
  const command = program.command('export')
    .description('Write the whole log into a file, one event a line, to carry it to another engine (rapport import log)')
    .argument('<file>', 'the file to write; - for standard output')
    .option('--gzip', 'compress it (so does a name that ends with .gz)');
  withExample(onFolder(command), 'RAPPORT_DATA=./data/shop rapport export shop.log.gz', 'RAPPORT_EVENT_LOG=eventstoredb RAPPORT_EVENTSTOREDB_URL=esdb://127.0.0.1:2113?tls=false rapport export - | zstd > shop.log.zst')
    .action((file: string, options: ExportOptions, self: Command) => exportLog(file, options, contextOf(self)));
}

async function exportLog(file: string, { gzip = file.endsWith('.gz') }: ExportOptions, context: Context): Promise<void> {
  const { terminal, interruption, configuration } = context;
  const toOutput = file === STANDARD_OUTPUT;
  if (toOutput && terminal.json) throw new WrongUse('--json has no place beside the log itself on standard output: name a file');
  const { log, close } = await openForReading(configuration);
  try {
    const digest = new LogDigest();
    const progress = terminal.progress('exporting the log', 'events');
    const text = writeLog({ log, version: productVersion(), exportedAt: formatTime(systemClock.now()), digest, seen: (count, fraction) => {
      interruption.check('nothing was written; run the same command again');
      progress.update({ count, fraction });
    } });
    await written(Readable.from(text, { objectMode: true, highWaterMark: 2 }), file, gzip);
    progress.done();
    const { seconds } = progress;
    const sentences = [`${toOutput ? 'the log' : file}: ${countOf(digest.count, 'event')} in ${durationText(seconds)} (${rateText(digest.count, seconds)})`, `digest ${digest.value}`];
    for (const sentence of sentences) if (toOutput) terminal.note(sentence); else terminal.say(sentence);
    if (!toOutput) terminal.result({ file, events: digest.count, digest: digest.value, seconds });
  } finally {
    await close();
  }
}

/** An embedded log is read beside a server that has it. */
async function openForReading(configuration: Configuration): Promise<{ readonly log: EventLog; readonly close: () => Promise<void> }> {
  if (configuration.eventLog !== 'embedded') {
    const engines = await openEngines(configuration, { use: 'command' });
    return { log: engines.log, close: () => engines.close() };
  }
  if (!existsSync(join(configuration.data, 'events.db'))) throw new RapportError('RAPPORT_BAD_FILE', `there is no log in ${configuration.data}`);
  const log = await openLog(configuration, { ...sharedOf(configuration), folder: configuration.data, writer: 'none' });
  return { log, close: () => log.close() };
}

/** A file has its name when it is whole. */
async function written(text: Readable, file: string, gzip: boolean): Promise<void> {
  const coming = `${file}.part`;
  const to = file === STANDARD_OUTPUT ? process.stdout : createWriteStream(coming);
  try {
    await (gzip ? pipeline(text, createGzip(), to) : pipeline(text, to));
    if (to !== process.stdout) renameSync(coming, file);
  } catch (error) {
    if (to !== process.stdout) rmSync(coming, { force: true });
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new RapportError('RAPPORT_BAD_FILE', `${file} cannot be written: ${error.message}`, { cause: error });
    throw error;
  }
}
