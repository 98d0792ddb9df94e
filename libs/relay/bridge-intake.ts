import { setTimeout as sleep } from 'node:timers/promises';
import type { Bridge, Consumption, ReceivedMessage } from '#bridge';
import { fromBridge, INBOUND_TOPICS, isBackfill } from '#bridge/messages';
import { SECOND } from '#kernel';

export interface BridgeIntakeParts {
  readonly bridge: Bridge;
  /** The way in for all touchpoints: durable when it resolves; what is no touchpoint stands in quarantine then. */
  readonly receive: (touchpoints: readonly { readonly value: unknown }[], options: { readonly backfill: boolean }) => Promise<unknown>;
  readonly warn?: (message: string, error: unknown) => void;
}

export const INTAKE_GROUP = 'intake';
const AGAIN = 2 * SECOND;

/** What services state comes in as touchpoints, at least once and in order per key; a repeat is a duplicate by its id. Works until the signal, also where the bridge comes later. */
export async function runBridgeIntake(parts: BridgeIntakeParts, signal: AbortSignal): Promise<void> {
  const consumption = await begin(parts, signal);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  await consumption?.stop();
}

async function begin({ bridge, receive, warn }: BridgeIntakeParts, signal: AbortSignal): Promise<Consumption | undefined> {
  while (!signal.aborted) {
    try {
      return await bridge.consume({
        group: INTAKE_GROUP, topics: INBOUND_TOPICS, from: 'beginning', ...(warn ? { warn } : {}),
        handle: async (messages) => {
          for (const run of runsOf(messages)) await receive(run.map((message) => ({ value: fromBridge(message) })), { backfill: run.some(isBackfill) });
        },
      });
    } catch (error) {
      warn?.('the facts of services do not come in yet, tried again in two seconds', error);
      await sleep(AGAIN, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

/** Neighbours that are all told of late, or none of them. */
function runsOf(messages: readonly ReceivedMessage[]): ReceivedMessage[][] {
  const runs: ReceivedMessage[][] = [];
  for (const message of messages) {
    const run = runs.at(-1);
    if (run?.[0] && isBackfill(run[0]) === isBackfill(message)) run.push(message);
    else runs.push([message]);
  }
  return runs;
}
