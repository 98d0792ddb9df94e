import { closing } from './close.conformance';
import { collections } from './collection.conformance';
import { commits } from './commit.conformance';
import { counts } from './count.conformance';
import { documents } from './document.conformance';
import { dues } from './due.conformance';
import { fences } from './fence.conformance';
import { finds } from './find.conformance';
import { leases } from './lease.conformance';
import { pages } from './page.conformance';
import { eachWithItsOwn, type OpenReadModelStore } from './subject';

/** Declares, with Jest's globals, what any {@link ReadModelStore} promises. Each test opens a store that holds nothing. `runs`: how many searches are tried of those that are made up; fewer where the engine is far away. */
export function readModelStoreConformance(name: string, open: OpenReadModelStore, { runs = 300 } = {}): void {
  describe(name, () => {
    const subject = eachWithItsOwn(open);
    describe('collections', () => collections(subject));
    describe('documents', () => documents(subject));
    describe('commits', () => commits(subject));
    describe('finding', () => finds(subject));
    describe('pages', () => pages(subject, runs));
    describe('counting and ranking', () => counts(subject));
    describe('what is due', () => dues(subject));
    describe('leases', () => leases(subject));
    describe('fences', () => fences(subject));
    describe('closing', () => closing(subject));
  });
}
