import type { Fault } from '../plan/fault';
import type { ForeignFact } from '../traffic/foreign-fact';

/** Processes of the product with their engines, and what can be made to go wrong with them. */
export interface Installation {
  /** Where clients talk to the front office, by a wire that can be cut. */
  readonly url: string;
  /** Brings everything up. */
  start(): Promise<void>;
  /** Does what the fault says; resolves when it is over. Whatever was begun is ended. */
  suffer(fault: Fault): Promise<void>;
  /** Resolves when every process is ready and every engine serves. @throws Error with who is not after a minute or two */
  healthy(): Promise<void>;
  /** States facts on the bridge as a service that is none of the product; resolves when the broker has them. @throws Error where it does not take them for long */
  tell(facts: readonly ForeignFact[]): Promise<void>;
  /** Resolves when nothing on the bridge waits for one of its processes. @throws Error with what waits after a minute */
  bridgeEmpty(): Promise<void>;
  /** What can only be checked with knowledge of the engines; answers what is wrong. */
  ownFaults(acknowledged: ReadonlySet<string>): Promise<string[]>;
  /** What its processes have said of late, for the report of a failure. */
  said(): string;
  /** Ends everything. `keep`: what it holds stays, to be looked at. Answers what a look at the whole has found wrong. */
  end(options: { readonly keep: boolean }): Promise<string[]>;
}
