import { type Engine, type EngineAddresses, engineAddress, whyWithout } from './engines-under-test';

/**
 * A suite that needs a real engine, given its address. Without that engine the suite is skipped, with the reason in its title and on standard error.
 * @throws Error where RAPPORT_TEST_ENGINES=required and the engine is one that can be had anywhere.
 */
export function describeOn<E extends Engine>(engine: E, name: string, define: (address: EngineAddresses[E]) => void): void {
  const address = engineAddress(engine);
  if (address !== undefined) {
    describe(name, () => {
      define(address);
    });
    return;
  }
  const reason = whyWithout(engine);
  // Jest shows no title of a file in which all is skipped, and what is skipped must not look like what passed.
  process.stderr.write(`skipped: ${name}: ${reason}\n`);
  describe.skip(`${name} (skipped: ${reason})`, () => {
    it(`runs on a real ${engine}`, () => {
      throw new Error(reason);
    });
  });
}
