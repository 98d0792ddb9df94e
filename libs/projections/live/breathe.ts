/**
 * Lets the event loop have its turn. Reads and writes of an embedded engine settle without leaving the thread, so a driver that folds for minutes has to
 * stop for breath: messages and signals come in, and what the engine's driver holds outside of the heap is given back.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
