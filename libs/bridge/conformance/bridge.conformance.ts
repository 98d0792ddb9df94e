import { closing } from './close.conformance';
import { contents } from './content.conformance';
import { failures } from './failure.conformance';
import { groups } from './group.conformance';
import { lags } from './lag.conformance';
import { publishing } from './publish.conformance';
import { eachWithItsOwn, type OpenBridge } from './subject';
import { topics } from './topic.conformance';

/** Declares, with Jest's globals, what any {@link Bridge} promises. Works on a bridge that others use as well; the topics and groups that it makes have names of their own. */
export function bridgeConformance(name: string, open: OpenBridge): void {
  describe(name, () => {
    const subject = eachWithItsOwn(open);
    describe('topics', () => topics(subject));
    describe('publishing', () => publishing(subject));
    describe('content', () => contents(subject));
    describe('groups', () => groups(subject));
    describe('handlers that fail', () => failures(subject));
    describe('lag', () => lags(subject));
    describe('closing', () => closing(subject));
  });
}
