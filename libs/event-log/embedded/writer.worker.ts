import { parentPort, workerData } from 'node:worker_threads';
import { isRapportError, VirtualClock } from '#kernel';
import { AppendQueue } from './append-queue';
import { announceHead } from './head-channel';
import { LogWriter } from './log-writer';
import type { FromWriter, ThreadError, ToWriter, WriterSettings } from './writer-thread';

const { file, clockOffset } = workerData as WriterSettings;
const clock = new VirtualClock(clockOffset);
const announcer = announceHead(file);
const queue = new AppendQueue(new LogWriter(file, clock), announcer.announce);

parentPort?.on('message', (message: ToWriter) => {
  switch (message.kind) {
    case 'append':
      queue.append(message.request).then(
        ({ error, ...reply }) => {
          answer({ kind: 'reply', number: message.number, ...(error ? { error: crossing(error) } : { reply }) });
        },
        (error: unknown) => {
          answer({ kind: 'reply', number: message.number, error: crossing(error) });
        },
      );
      break;
    case 'clock':
      clock.shiftBy(message.offset);
      break;
    case 'close':
      void queue.close().then(() => {
        announcer.close();
        parentPort?.close();
      });
      break;
  }
});

answer({ kind: 'ready' });

function answer(message: FromWriter): void {
  parentPort?.postMessage(message);
}

function crossing(error: unknown): ThreadError {
  if (isRapportError(error)) return { code: error.code, message: error.message, extra: error.extra };
  return { code: 'RAPPORT_INTERNAL', message: error instanceof Error ? error.message : String(error), extra: {} };
}
