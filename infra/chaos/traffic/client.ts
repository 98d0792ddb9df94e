import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from './step';
import type { Touchpoint } from './touchpoint';

/** Before a call that was not acknowledged is made again, ms. */
const AGAIN = 50;
const LONGEST_CALL = 5_000;
/** A client that is not served for so long is a failure of its own, ms. */
const PATIENCE = 90_000;

/** A client that makes each call again, as it was, until it is acknowledged. */
export class Client {
  readonly acknowledged = new Set<string>();

  constructor(private readonly url: string) {}

  /** Makes the calls of one lane in their order, none before its time. @throws Error where a call is refused, or not answered for long */
  async send(lane: readonly Step[]): Promise<void> {
    const begun = performance.now();
    for (const step of lane) {
      await sleep(Math.max(0, step.at - (performance.now() - begun)));
      await this.untilAcknowledged(step);
    }
  }

  private async untilAcknowledged(step: Step): Promise<void> {
    let last = '';
    for (const end = performance.now() + PATIENCE; performance.now() < end; ) {
      const { status, body } = await this.attempt(step);
      if (isDone(step, status)) {
        if ('touchpoints' in step) this.note(step.touchpoints, body);
        return;
      }
      last = `${String(status)} ${body.slice(0, 500)}`;
      if (status >= 400 && status < 500 && status !== 429) throw new Error(`a client's ${step.kind} was refused: ${last}`);
      await sleep(AGAIN);
    }
    throw new Error(`a client's ${step.kind} was not acknowledged for ${String(PATIENCE / 1_000)} s; at last: ${last}`);
  }

  /** Status 0: there was no answer. */
  private async attempt(step: Step): Promise<{ status: number; body: string }> {
    try {
      const response = await this.call(step);
      return { status: response.status, body: await response.text() };
    } catch (error) {
      return { status: 0, body: String(error) };
    }
  }

  private call(step: Step): Promise<Response> {
    switch (step.kind) {
      case 'one':
        return this.post('/v1/touchpoints', JSON.stringify(step.touchpoints[0]));
      case 'batch':
        return this.post('/v1/touchpoints', JSON.stringify({ batch: step.touchpoints }));
      case 'stream':
        return this.post('/v1/touchpoints', step.touchpoints.map((each) => JSON.stringify(each)).join('\n'), 'application/x-ndjson');
      case 'link':
      case 'unlink':
        return this.post(`/v1/identities/${step.kind}`, JSON.stringify({ a: step.a, b: step.b }));
      case 'rebuild':
        return this.post(`/v1/projections/${step.projection}/rebuild`, '{}');
    }
  }

  private post(path: string, body: string, type = 'application/json'): Promise<Response> {
    return fetch(`${this.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body, signal: AbortSignal.timeout(LONGEST_CALL) });
  }

  private note(touchpoints: readonly Touchpoint[], body: string): void {
    const { accepted, duplicates } = JSON.parse(body) as { accepted?: number; duplicates?: number };
    if (accepted !== undefined && accepted + (duplicates ?? 0) !== touchpoints.length) throw new Error(`of ${String(touchpoints.length)} touchpoints were acknowledged: ${body.slice(0, 500)}`);
    for (const { id } of touchpoints) this.acknowledged.add(id);
  }
}

/** A rebuild under way is as good as one begun; a pair that is not linked is unlinked, by an earlier call whose answer was lost. */
function isDone({ kind }: Step, status: number): boolean {
  return (status >= 200 && status < 300) || (status === 409 && (kind === 'rebuild' || kind === 'unlink'));
}
