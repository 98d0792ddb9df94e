import { type Moment, type Position, RapportError } from '#kernel';
import { type Cause, type EventTypes, type Identity, type Initiator, type NewEvent, type RecordedEvent, type Source, type TouchpointContext } from '#touchpoints';

/** An event as an engine stores it: what is searched by stands apart, the rest is three JSON texts. */
export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly occurredAt: Moment;
  readonly identities: string;
  readonly data: string;
  readonly meta: string;
}

export interface StoredEvent extends EncodedEvent {
  readonly position: Position;
  readonly revision: number;
  readonly recordedAt: Moment;
}

type Meta = Pick<NewEvent, 'receivedAt' | 'schemaVersion' | 'initiator' | 'claimedAt' | 'sentAt' | 'source' | 'context' | 'causedBy' | 'backfill'>;

/** Between events and what engines store. Decoding is lazy: a fold that never looks at `data` never pays for it. */
export class EventCodec {
  constructor(private readonly types: EventTypes) {}

  /** @throws RAPPORT_BAD_REQUEST for a name or a time that no engine can keep. */
  encode(event: NewEvent): EncodedEvent {
    const { id, type, stream, occurredAt, identities, data, receivedAt, schemaVersion, initiator, claimedAt, sentAt, source, context, causedBy, backfill } = event;
    if (!isKept(id) || !isKept(type) || !isKept(stream) || !Number.isFinite(occurredAt) || !Number.isFinite(receivedAt) || !Number.isInteger(schemaVersion)) throw new RapportError('RAPPORT_BAD_REQUEST', 'an event needs an id, a type and a stream of well-formed text without U+0000, the times at which it occurred and was received, and the version of its schema');
    const others = member('claimedAt', claimedAt) + member('sentAt', sentAt) + member('source', source) + member('context', context) + member('causedBy', causedBy) + member('backfill', backfill);
    const meta = `{"receivedAt":${String(receivedAt)},"schemaVersion":${String(schemaVersion)},"initiator":${JSON.stringify(initiator)}${others}}`;
    return { id, type, stream, occurredAt, identities: JSON.stringify(identities), data: JSON.stringify(data), meta };
  }

  decode(stored: StoredEvent): RecordedEvent {
    return new LazyEvent(stored, this.types);
  }
}

/** A member of the meta data's JSON, which most events have few of: put together by hand it takes a third of the time. */
function member<Name extends keyof Meta>(name: Name, value: Meta[Name]): string {
  return value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`;
}

/** Whether every engine gives the text back as it was: none keeps half a surrogate pair, and some end at U+0000. */
function isKept(text: string): boolean {
  return text !== '' && text.isWellFormed() && !text.includes('\u0000');
}

class LazyEvent implements RecordedEvent {
  private knownMeta: Meta | undefined;
  private knownData: Record<string, unknown> | undefined;
  private knownIdentities: readonly Identity[] | undefined;

  constructor(private readonly stored: StoredEvent, private readonly types: EventTypes) {}

  get id(): string { return this.stored.id; }
  get type(): string { return this.stored.type; }
  get stream(): string { return this.stored.stream; }
  get occurredAt(): Moment { return this.stored.occurredAt; }
  get position(): Position { return this.stored.position; }
  get revision(): number { return this.stored.revision; }
  get recordedAt(): Moment { return this.stored.recordedAt; }
  get receivedAt(): Moment { return this.meta.receivedAt; }
  get claimedAt(): Moment | undefined { return this.meta.claimedAt; }
  get sentAt(): Moment | undefined { return this.meta.sentAt; }
  get schemaVersion(): number { return Math.max(this.meta.schemaVersion, this.types.get(this.type)?.version ?? 0); }
  get initiator(): Initiator { return this.meta.initiator; }
  get source(): Source | undefined { return this.meta.source; }
  get context(): TouchpointContext | undefined { return this.meta.context; }
  get causedBy(): Cause | undefined { return this.meta.causedBy; }
  get backfill(): true | undefined { return this.meta.backfill; }
  get identities(): readonly Identity[] { return (this.knownIdentities ??= JSON.parse(this.stored.identities) as readonly Identity[]); }
  get data(): Record<string, unknown> { return (this.knownData ??= this.lifted(JSON.parse(this.stored.data) as Record<string, unknown>)); }

  /** A type at its first version has nothing to lift, and a scan of such events need not read what else is known of them. */
  private lifted(data: Record<string, unknown>): Record<string, unknown> {
    const present = this.types.get(this.type)?.version ?? 1;
    return present === 1 ? data : this.types.upcast(this.type, this.meta.schemaVersion, data);
  }

  private get meta(): Meta { return (this.knownMeta ??= JSON.parse(this.stored.meta) as Meta); }
}
