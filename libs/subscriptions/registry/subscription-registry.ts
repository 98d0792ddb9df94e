import { randomUUID } from 'node:crypto';
import type { EventLog } from '#event-log';
import { type Clock, notFound, type Position } from '#kernel';
import type { EventTypes, RecordedEvent } from '#touchpoints';
import { SUBSCRIPTION_FACTS, type SubscriptionFact, SUBSCRIPTIONS_STREAM } from '../events';
import { applyFact, type Subscription } from './subscription';

const PAGE = 500;

/** Every subscription that there is, folded from its stream; brought up to date before each answer. */
export class SubscriptionRegistry {
  private readonly byId = new Map<string, Subscription>();
  private revision = -1;
  private reading: Promise<void> | undefined;

  constructor(private readonly log: EventLog, private readonly clock: Clock, private readonly types: EventTypes) {}

  async all(): Promise<Subscription[]> {
    await this.refresh();
    return [...this.byId.values()];
  }

  /** @throws RAPPORT_NOT_FOUND */
  async get(id: string): Promise<Subscription> {
    await this.refresh();
    const found = this.byId.get(id);
    if (!found) throw notFound('a subscription of that id');
    return found;
  }

  async state({ type, data }: SubscriptionFact): Promise<Position> {
    const now = this.clock.now();
    const known = this.types.get(type);
    const [outcome] = await this.log.append([{
      id: randomUUID(), type, stream: SUBSCRIPTIONS_STREAM, occurredAt: now, receivedAt: now, schemaVersion: known?.version ?? 1, initiator: known?.initiator ?? 'system', identities: [], data: { ...data },
    }]);
    await this.refresh();
    return outcome?.position ?? 0n;
  }

  private async refresh(): Promise<void> {
    await this.reading?.catch(() => undefined);
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    await this.reading;
  }

  private async read(): Promise<void> {
    for (;;) {
      const page = (await this.log.readStream(SUBSCRIPTIONS_STREAM, { from: this.revision + 1, limit: PAGE })) ?? [];
      for (const event of page) this.fold(event);
      if (page.length < PAGE) return;
    }
  }

  private fold(event: RecordedEvent): void {
    this.revision = event.revision;
    if (!isFact(event)) return;
    const id = event.data.subscriptionId;
    const after = applyFact(this.byId.get(id), event);
    if (after) this.byId.set(id, after);
    else this.byId.delete(id);
  }
}

function isFact(event: RecordedEvent): event is RecordedEvent & SubscriptionFact {
  return SUBSCRIPTION_FACTS.some((type) => type === event.type);
}
