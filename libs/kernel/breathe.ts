/**
 * Lets everything else that waits have its turn: requests, messages from other threads, timers. Work on the embedded engines is synchronous underneath,
 * so a long loop of awaits would otherwise hold the thread to its end.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
