import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from './installation/installation';
import { answeredOnce, type LoggedEvent } from './invariants/answered-once';
import { arrived } from './invariants/arrived';
import { ask, askAll, type Page } from './invariants/ask';
import { countsAreRight, customersAreRight } from './invariants/customers-are-right';
import { documentsAreFolds, storedDocuments } from './invariants/documents-are-folds';
import { logHoldsOnce } from './invariants/log-holds-once';
import { settled } from './invariants/settled';
import type { Fault } from './plan/fault';
import { makeSchedule } from './plan/make-schedule';
import type { Profile } from './plan/profile';
import { Client } from './traffic/client';
import { expectedAnswers } from './traffic/expected-answers';
import { expectedCustomers } from './traffic/expected-customers';
import { logIdOf } from './traffic/foreign-fact';
import { makeTraffic } from './traffic/make-traffic';

export interface RunResult {
  readonly seed: number;
  readonly schedule: readonly Fault[];
  readonly touchpoints: number;
  /** What is wrong: nothing, if all is well. */
  readonly faults: readonly string[];
}

const MODELS = ['profile', 'purchasing', 'lifecycle-position', 'rfm'] as const;

/** One run: traffic and faults of the seed at the same time, then, with everything healthy again, what must hold. */
export async function runOnce(installation: Installation, seed: number, profile: Profile): Promise<RunResult> {
  const [schedule, traffic] = [makeSchedule(seed, profile), makeTraffic(seed, profile)];
  const client = new Client(installation.url);
  const begun = (await ask<Page<unknown>>(installation.url, '/v1/events?limit=1'))?.position ?? '0';
  const outcomes = await Promise.allSettled([...schedule.map((fault) => sleep(fault.at).then(() => installation.suffer(fault))), ...traffic.lanes.map((lane) => client.send(lane)), ...traffic.sendings.map(({ at, facts }) => sleep(at).then(() => installation.tell(facts)))]);
  const broken = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [reasonOf(outcome.reason)] : []));
  const faults = broken.length > 0 ? broken : await whatIsWrong().catch((error: unknown) => [reasonOf(error)]);
  return { seed, schedule, touchpoints: client.acknowledged.size, faults };

  async function whatIsWrong(): Promise<string[]> {
    const { url } = installation;
    await installation.healthy();
    const known = new Set([...client.acknowledged, ...traffic.sendings.flatMap(({ facts }) => facts.map(logIdOf))]);
    const answers = expectedAnswers(traffic);
    const inLog = (): Promise<LoggedEvent[]> => askAll<LoggedEvent>(url, `/v1/events?from=${begun}`);
    await arrived(async () => {
      const events = await inLog();
      return [...logHoldsOnce(known, events), ...answeredOnce(answers, events)];
    });
    await installation.bridgeEmpty();
    const parked = await settled(url);
    const events = await inLog();
    const { found, faults: identities } = await customersAreRight(url, expectedCustomers(traffic));
    const ids = new Set(found.map(({ id }) => id));
    const stored = new Map(await Promise.all(MODELS.map(async (model) => [model, await storedDocuments(url, model, ids)] as const)));
    const documents = await Promise.all(MODELS.map((model) => documentsAreFolds(url, model, ids, stored.get(model) ?? new Map())));
    return [
      ...parked, ...logHoldsOnce(known, events), ...answeredOnce(answers, events), ...identities,
      ...countsAreRight(found, stored.get('profile') ?? new Map(), stored.get('purchasing') ?? new Map()),
      ...documents.flat(), ...(await installation.ownFaults(known)),
    ];
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
