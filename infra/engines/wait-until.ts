import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is there, and resolves with it.
 * @throws Error with what was waited for after the time given in milliseconds, or as soon as there is a reason to give up; the last fault is its cause.
 */
export async function waitUntil<Answer>(what: string, ask: () => Promise<Answer | undefined>, { patience = 60_000, giveUp = (): string | undefined => undefined } = {}): Promise<Answer> {
  const until = Date.now() + patience;
  let fault: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      fault = error;
    }
    const reason = giveUp();
    if (reason !== undefined) throw new Error(`${what}: ${reason}`, { cause: fault });
    if (Date.now() > until) throw new Error(`${what}: waited ${patience / 1000} s in vain`, { cause: fault });
    await sleep(50);
  }
}
