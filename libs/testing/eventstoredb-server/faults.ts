import { GrpcError } from './wire/grpc-error';

/** What goes wrong on purpose. */
export class Faults {
  #refusal: number | undefined;
  /** How long each answer waits, in milliseconds. */
  delayMs = 0;

  /** From now on appends end with that code of gRPC; undefined: no longer. */
  refuseAppends(code: number | undefined): void {
    this.#refusal = code;
  }

  /** @throws GrpcError when appends are refused */
  passAppend(): void {
    if (this.#refusal !== undefined) throw new GrpcError(this.#refusal, 'Refused by the test.');
  }
}
