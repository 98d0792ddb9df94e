import { type Expectation } from '../store/commit-check';
import { type ProposedEvent } from '../store/recorded-event';
import { type GrpcCall } from '../wire/grpc-call';
import { shared, streams } from '../wire/messages';
import { protoFields } from '../wire/proto-reader';
import { structuredUuid, uuidText } from '../wire/uuid-text';
import { MAX_APPEND_SIZE } from './append-size';
import { badRequestAnswer, type BatchAddress, outcomeAnswer, timeoutAnswer, tooLargeAnswer } from './batch-answer';
import { type Context } from './context';
import { expectationOf, streamNameOf } from './expectation';
import { ProposalError, readProposedEvent } from './proposed-event';

/** How long a part waits for its final one when no deadline was set. */
const PATIENCE_MS = 2_000;

/** A request of which the final part has not come. */
interface OpenRequest {
  readonly address: BatchAddress;
  readonly name: string;
  readonly expected: Expectation;
  readonly events: ProposedEvent[];
  size: number;
  readonly timer: NodeJS.Timeout | undefined;
}

interface Part {
  readonly correlation: shared.UUID | undefined;
  readonly options: streams.BatchAppendReq.Options | undefined;
  readonly proposed: readonly Buffer[];
  readonly isFinal: boolean;
}

/** BatchAppend: one call for many appends, each in one part or several, told apart by their correlation ids. */
export function batchAppend({ store, faults }: Context): (call: GrpcCall) => void {
  return (call) => {
    const open = new Map<string, OpenRequest>();
    const answers = new AnswerQueue(call);
    const drop = (key: string): void => {
      clearTimeout(open.get(key)?.timer);
      open.delete(key);
    };
    const begin = (key: string, correlation: shared.UUID | undefined, options: streams.BatchAppendReq.Options, isFinal: boolean): OpenRequest | undefined => {
      const address = { correlation, stream: options.getStreamIdentifier() };
      const due = deadlineOf(options);
      if (due !== undefined && due <= Date.now()) {
        answers.add(timeoutAnswer(address));
        return undefined;
      }
      const expire = (): void => {
        drop(key);
        answers.add(timeoutAnswer({ ...address, correlation: structuredUuid(key) }));
      };
      const timer = isFinal ? undefined : setTimeout(expire, due === undefined ? PATIENCE_MS : due - Date.now());
      const request = { address, name: streamNameOf(address.stream), expected: expectationOf(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined) ?? 'any', events: [], size: 0, timer };
      if (!isFinal) open.set(key, request);
      return request;
    };
    call.listen({
      message: (message) => {
        faults.passAppend();
        const { correlation, options, proposed, isFinal } = readPart(message);
        const key = uuidText(correlation) ?? '';
        const request = open.get(key) ?? (options && begin(key, correlation, options, isFinal));
        if (!request) return;
        try {
          take(request, key, proposed);
        } catch (error) {
          if (!(error instanceof ProposalError)) throw error;
          drop(key);
          answers.add(badRequestAnswer(request.address, error.message));
          return;
        }
        if (!isFinal) return;
        drop(key);
        answers.add(request.size > MAX_APPEND_SIZE ? tooLargeAnswer(request.address) : outcomeAnswer(request.address, store.append(request.name, request.expected, request.events), request.expected));
      },
      halfClosed: () => answers.halfClosed(),
      closed: () => [...open.keys()].forEach(drop),
    });
  };
}

/**
 * Sends answers together, a moment after the writes. A call whose caller half-closes within that moment is ended with
 * them; one whose caller does so later stays open for ever.
 */
class AnswerQueue {
  #waiting: Uint8Array[] = [];
  #half = false;

  constructor(private readonly call: GrpcCall) {}

  add(answer: Uint8Array): void {
    if (this.#waiting.push(answer) === 1) setImmediate(() => this.#flush());
  }

  halfClosed(): void {
    this.#half = true;
  }

  #flush(): void {
    for (const answer of this.#waiting) this.call.send(answer);
    this.#waiting = [];
    if (this.#half) this.call.finish();
  }
}

function take(request: OpenRequest, key: string, proposed: readonly Buffer[]): void {
  if (key === '') throw new ProposalError("Value cannot be null. (Parameter 'dto')");
  if (request.name === '') throw new ProposalError("Value cannot be null. (Parameter 'value')");
  for (const message of proposed) {
    const event = readProposedEvent(message);
    request.events.push(event);
    request.size += event.data.length;
  }
}

function readPart(message: Buffer): Part {
  let correlation: shared.UUID | undefined;
  let options: streams.BatchAppendReq.Options | undefined;
  let isFinal = false;
  const proposed: Buffer[] = [];
  for (const { field, bytes, value } of protoFields(message)) {
    if (field === 1) correlation = shared.UUID.deserializeBinary(bytes);
    else if (field === 2) options = streams.BatchAppendReq.Options.deserializeBinary(bytes);
    else if (field === 3) proposed.push(bytes);
    else if (field === 4) isFinal = value !== 0;
  }
  return { correlation, options, proposed, isFinal };
}

/** In milliseconds since 1970. */
function deadlineOf(options: streams.BatchAppendReq.Options): number | undefined {
  const deadline = options.getDeadline();
  return deadline && deadline.getSeconds() * 1_000 + Math.floor(deadline.getNanos() / 1_000_000);
}
