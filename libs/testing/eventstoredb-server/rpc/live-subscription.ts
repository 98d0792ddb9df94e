import { type GrpcCall } from '../wire/grpc-call';
import { GrpcCode, GrpcError } from '../wire/grpc-error';

/** How many bytes may be on their way before messages wait. */
const IN_FLIGHT = 64 * 1024;

/**
 * The end of a subscription that has caught up: sends what comes as fast as the subscriber takes it, and ends the call
 * when too much waits.
 */
export class LiveSubscription {
  #waiting: Buffer[] = [];
  #pumping = false;

  /** @param limit how many messages may wait */
  constructor(private readonly call: GrpcCall, private readonly limit: number) {}

  /** Takes the messages of one append. */
  push(messages: readonly Buffer[]): void {
    if (this.call.over) return;
    for (const message of messages) this.#waiting.push(message);
    this.#pump();
    if (this.#waiting.length > this.limit) this.abort();
  }

  /** Ends the call as the server does to a subscriber that is too slow. What was not sent yet is not sent. */
  abort(): void {
    this.#waiting = [];
    this.call.fail(new GrpcError(GrpcCode.ABORTED, 'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.'));
  }

  /** Ends the call with an error once all that waits is sent. */
  failAfterwards(error: GrpcError): void {
    void this.#emptied().then(() => this.call.fail(error));
  }

  #pump(): void {
    if (this.#pumping) return;
    while (this.#waiting.length > 0 && this.call.unsentBytes < IN_FLIGHT) {
      let size = 0;
      const end = this.#waiting.findIndex((message) => (size += message.length) >= IN_FLIGHT);
      this.call.sendFrames(Buffer.concat(this.#waiting.splice(0, end < 0 ? this.#waiting.length : end + 1)));
    }
    if (this.#waiting.length > 0) void this.#pumpLater();
  }

  async #pumpLater(): Promise<void> {
    this.#pumping = true;
    await this.call.drained();
    this.#pumping = false;
    if (!this.call.over) this.#pump();
  }

  async #emptied(): Promise<void> {
    while (this.#waiting.length > 0 && !this.call.over) await this.call.drained();
  }
}
