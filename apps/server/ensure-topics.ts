import type { Bridge } from '#bridge';
import { topicSpecs } from '#bridge/messages';

const AGAIN = 2_000;

/** Makes the topics of the bridge that are missing, as soon as the bridge can be reached; resolves then, or at the signal. */
export async function ensureTopics(bridge: Bridge, partitions: number, warn: (message: string, error: unknown) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await bridge.ensure(topicSpecs(partitions));
      return;
    } catch (error) {
      warn('the topics of the bridge are not there yet, tried again in two seconds', error);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, AGAIN);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }
}
