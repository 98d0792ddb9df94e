import { appends } from './append.conformance';
import { carriesOver } from './carried.conformance';
import { expectations } from './expectation.conformance';
import { idempotency } from './idempotency.conformance';
import { contents } from './content.conformance';
import { histories } from './history.conformance';
import { closing } from './close.conformance';
import { reads } from './read.conformance';
import { streams } from './stream.conformance';
import { eachWithItsOwn, type OpenEventLog } from './subject';
import { subscriptions } from './subscribe.conformance';

/** Declares, with Jest's globals, what any {@link EventLog} promises. Works on a log that others have written to. */
export function eventLogConformance(name: string, open: OpenEventLog): void {
  describe(name, () => {
    const subject = eachWithItsOwn(open);
    describe('appending', () => appends(subject));
    describe('appending again', () => idempotency(subject));
    describe('appending with an expectation', () => expectations(subject));
    describe('appending what was recorded elsewhere', () => carriesOver(subject));
    describe('content', () => contents(subject));
    describe('reading the log', () => reads(subject));
    describe('reading a stream', () => streams(subject));
    describe('reading a history', () => histories(subject));
    describe('subscribing', () => subscriptions(subject));
    describe('closing', () => closing(subject));
  });
}
