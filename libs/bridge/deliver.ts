import { isRapportError, pause } from '#kernel';
import { ATTEMPTS, BACKOFF, type Consume, LONGEST_BACKOFF, type ReceivedMessage } from './bridge';

/** What an engine gives to a delivery. Each may reject, and the delivery with it. */
export interface Delivery {
  /** For the handler. Rejects with RAPPORT_FENCED where the partition has gone to another member. */
  readonly alive: () => Promise<void>;
  /** Between two tries. Rejects with RAPPORT_FENCED where the partition has gone, or is to go, to another member. */
  readonly goOn: () => Promise<void>;
  /** All up to and with this message are dealt with. */
  readonly commit: (last: ReceivedMessage) => Promise<void>;
  readonly bury: (message: ReceivedMessage, reason: string, attempts: number) => Promise<void>;
  /** Aborted: no further try. */
  readonly signal: AbortSignal;
}

type Handling = Pick<Consume, 'handle' | 'attempts' | 'backoff' | 'warn'>;

/**
 * Hands a batch of one partition to its handler, as every engine does it: as a whole first, message by message where that fails, to the dead letters what keeps
 * failing. Resolves early, with the rest neither handled nor committed, once the signal is aborted.
 */
export async function deliver(messages: readonly ReceivedMessage[], handling: Handling, delivery: Delivery): Promise<void> {
  const last = messages.at(-1);
  if (!last || delivery.signal.aborted) return;
  if (messages.length > 1) {
    const outcome = await new Tries(handling, delivery, 1).run(messages);
    if (outcome === 'stopped') return;
    if (outcome === 'handled') {
      await delivery.commit(last);
      return;
    }
  }
  for (const message of messages) {
    const outcome = await new Tries(handling, delivery, handling.attempts ?? ATTEMPTS).run([message]);
    if (outcome === 'stopped') return;
    if (outcome !== 'handled') await delivery.bury(message, outcome.reason, handling.attempts ?? ATTEMPTS);
    await delivery.commit(message);
  }
}

type Outcome = 'handled' | 'stopped' | { readonly reason: string };

/** The tries of one call of the handler. */
class Tries {
  private failed = 0;
  private waits = 0;

  constructor(private readonly handling: Handling, private readonly delivery: Delivery, private readonly most: number) {}

  async run(messages: readonly ReceivedMessage[]): Promise<Outcome> {
    while (!this.delivery.signal.aborted) {
      if (this.waits > 0) await this.delivery.goOn();
      try {
        await this.handling.handle(messages, this.delivery.alive);
        return 'handled';
      } catch (error) {
        const blameless = isOutOfReach(error);
        if (!blameless) this.failed += 1;
        const first = messages[0];
        if (first && (blameless ? this.waits === 0 : messages.length === 1)) this.handling.warn?.(sentence(first, blameless, this.failed, this.most), error);
        if (this.failed >= this.most) return { reason: reasonOf(error) };
        await pause(Math.min((this.handling.backoff ?? BACKOFF) * 2 ** this.waits++, LONGEST_BACKOFF), this.delivery.signal);
      }
    }
    return 'stopped';
  }
}

/** Something that the handler needs is away for now: the message is not to blame. */
export function isOutOfReach(error: unknown): boolean {
  return isRapportError(error) && (error.status === 503 || error.status === 504);
}

export function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message === '' ? error.name : error.message;
  return String(error);
}

function sentence({ topic, partition, offset }: ReceivedMessage, blameless: boolean, failed: number, most: number): string {
  const place = `${topic}/${String(partition)} at ${offset}`;
  if (blameless) return `${place} waits: what its handler needs is out of reach`;
  return failed >= most ? `${place} goes to the dead letters after ${failed} tries` : `${place} was not handled, try ${failed} of ${most}`;
}
