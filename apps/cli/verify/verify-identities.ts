import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CUSTOMERS, IDENTITIES, IdentityStage } from '#customers/identity';
import type { EventLog } from '#event-log';
import { type Position, START } from '#kernel';
import { differences } from '#projections';
import type { ReadModelStore, StoredDocument } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import type { IdentityRules } from '#touchpoints';
import type { Findings } from './finding';

export interface VerifyIdentities {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly identities: IdentityRules;
  readonly findings: Findings;
  readonly position: Position;
  readonly seen: (events: number, of: Position) => void;
  /** Called with how many documents have been held against each other. */
  readonly compared: (documents: number) => void;
}

const BATCH = 5_000;
const PAGE = 1_000;

/** Folds the identity graph from the first event into a store of its own, which is dropped afterwards, and holds it against the one that is served. */
export async function verifyIdentities({ log, store, identities, findings, position, seen, compared }: VerifyIdentities): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-verify-'));
  const scratch = new EmbeddedReadModelStore({ file: join(folder, 'identities.db') });
  try {
    for (const spec of [IDENTITIES, CUSTOMERS]) await scratch.ensure(spec);
    const stage = new IdentityStage(scratch, identities);
    let count = 0;
    for (let after = START; after < position; ) {
      const events = await log.readAll({ after, upTo: position, limit: BATCH });
      const { writes } = await stage.fold(events);
      await scratch.commit({ writes });
      seen((count += events.length), position);
      after = events.at(-1)?.position ?? position;
    }
    let documents = 0;
    for (const { id } of [IDENTITIES, CUSTOMERS]) await compareCollections(id, scratch, store, findings, () => { compared((documents += 1)); });
  } finally {
    await scratch.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareCollections(collection: string, told: ReadModelStore, stored: ReadModelStore, findings: Findings, compared: () => void): Promise<void> {
  const [left, right] = [documents(told, collection), documents(stored, collection)];
  let [a, b] = [await left.next(), await right.next()];
  while (a.done !== true || b.done !== true) {
    const key = a.done === true ? b.value?.key : b.done === true || a.value.key <= b.value.key ? a.value.key : b.value.key;
    const [own, other] = [a.done !== true && a.value.key === key ? a.value : undefined, b.done !== true && b.value.key === key ? b.value : undefined];
    const changes = differences(own?.document ?? undefined, other?.document ?? undefined);
    if (changes.length > 0) findings.add({ readModel: collection.replace(/@.*$/, ''), key: key ?? '', where: 'stored', changes });
    compared();
    if (own) a = await left.next();
    if (other) b = await right.next();
  }
}

async function* documents(store: ReadModelStore, collection: string): AsyncGenerator<StoredDocument, undefined> {
  for (let after: string | undefined; ; ) {
    const page = await store.scan(collection, after, PAGE);
    yield* page;
    after = page.at(-1)?.key;
    if (page.length < PAGE) return undefined;
  }
}
