import type { EventLog } from '#event-log';
import { START } from '#kernel';
import { carriedEvent } from './carried-event';
import { type LogDigest } from './log-digest';
import { CHECK_DIGITS, FORMAT, type LogHeader, type LogLine, type LogTrailer } from './log-file';

export interface WriteLog {
  readonly log: EventLog;
  readonly version: string;
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly digest: LogDigest;
  /** Called now and then with how much of the log is through, from 0 to 1. */
  readonly seen: (events: number, fraction: number) => void;
}

const PAGE = 1_000;

/** The whole log, up to its end when it begins, as text of many lines at a time. Memory does not grow with the log. */
export async function* writeLog({ log, version, exportedAt, digest, seen }: WriteLog): AsyncGenerator<string> {
  yield lineOf({ rapport: 'log', format: FORMAT, version, exportedAt } satisfies LogHeader);
  const head = await log.head();
  for (let after = START; after < head; ) {
    const events = await log.readAll({ after, upTo: head, limit: PAGE });
    yield events.map((event) => {
      const carried = carriedEvent(event);
      return lineOf({ ...carried, check: digest.add(carried).slice(0, CHECK_DIGITS) } satisfies LogLine);
    }).join('');
    after = events.at(-1)?.position ?? head;
    seen(digest.count, Number(after) / Number(head));
  }
  yield lineOf({ rapport: 'end', events: digest.count, digest: digest.value } satisfies LogTrailer);
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
