import { randomUUID } from 'node:crypto';
import type { EventLog } from '#event-log';
import { type Clock, formatPosition, type Position, RapportError } from '#kernel';
import type { Visibility } from '#platform/engines';
import { type EventTypes, evidenceOf, type Identity, type IdentityRules, uuidStreamOf } from '#touchpoints';
import type { IdentityDirectory, LinkInForce } from '../identity/identity-directory';

export interface Statement {
  readonly a: Identity;
  readonly b: Identity;
  readonly reason?: string | undefined;
}

export interface StatementResult {
  readonly position: string;
  /** The customers that it touched. */
  readonly customers: readonly string[];
  /** Links that join the two still. */
  readonly stillConnectedBy?: readonly LinkInForce[];
}

const PATIENCE = 10_000;

/** What stating and withdrawing links have in common: both look at the graph as of the log's end, append one fact, and answer from the graph after it. */
export class IdentityLinks {
  constructor(private readonly log: EventLog, private readonly clock: Clock, private readonly rules: IdentityRules, private readonly types: EventTypes, readonly directory: IdentityDirectory, private readonly visibility: Visibility) {}

  /** @throws RAPPORT_INVALID_IDENTITY for identities that are no evidence, of an unknown kind, or the same twice */
  check({ a, b }: Statement): void {
    const errors = [['a', a] as const, ['b', b] as const].flatMap(([path, identity]) => {
      if (!this.rules.kinds.includes(identity.kind)) return [{ path: `${path}.kind`, code: 'not-allowed', message: `kind must be one of ${this.rules.kinds.join(', ')}` }];
      return evidenceOf(identity, this.rules) ? [] : [{ path: `${path}.value`, code: 'no-evidence', message: 'value stands for nobody, or is no value of its kind' }];
    });
    if (errors.length === 0 && this.streamsOf(a, b).size === 1) errors.push({ path: 'b', code: 'same', message: 'a and b are the same identity' });
    if (errors.length > 0) throw new RapportError('RAPPORT_INVALID_IDENTITY', `the link cannot be stated: ${errors.map(({ path, message }) => `${path}: ${message}`).join('; ')}`, { errors });
  }

  /** Waits until the graph holds everything that the log does. */
  async upToDate(): Promise<Position> {
    const head = await this.log.head();
    await this.visibility.waitFor(head, PATIENCE);
    return head;
  }

  async state(type: 'identity.linked' | 'identity.unlinked', { a, b, reason }: Statement): Promise<Position> {
    const now = this.clock.now();
    const [outcome] = await this.log.append([{
      id: randomUUID(), type, stream: uuidStreamOf('link', ...[...this.streamsOf(a, b)].sort()), occurredAt: now, receivedAt: now, schemaVersion: this.types.get(type)?.version ?? 1, initiator: 'company', identities: [],
      data: { a: { kind: a.kind, value: a.value }, b: { kind: b.kind, value: b.value }, ...(reason === undefined ? {} : { reason }) },
    }]);
    const position = outcome?.position ?? 0n;
    await this.visibility.waitFor(position, PATIENCE);
    return position;
  }

  async customersOf({ a, b }: Statement): Promise<string[]> {
    const found = [await this.directory.lookup(a), await this.directory.lookup(b)];
    return found.flatMap((customer) => (customer ? [customer.id] : []));
  }

  result(position: Position, customers: readonly string[]): StatementResult {
    return { position: formatPosition(position), customers: [...new Set(customers)] };
  }

  private streamsOf(...identities: readonly Identity[]): Set<string> {
    return new Set(identities.map((identity) => {
      const { kind, value } = evidenceOf(identity, this.rules) ?? identity;
      return `${kind}\u0000${value}`;
    }));
  }
}
