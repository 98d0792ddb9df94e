import { MINUTE, type Moment, uuidOf } from '#kernel';
import type { Department, Fact, Step } from '../department';
import type { Subject, Told } from '../told';

/** A complaint that somebody has to take charge of. What was said stays in the events: the desk keeps only what it needs to go on. */
export interface Case extends Subject {
  readonly caseId: string;
  readonly openedAt?: Moment;
  readonly reopenedAt?: Moment;
  readonly assignedAt?: Moment;
  readonly resolvedAt?: Moment;
  /** By when it is given to the team, if nobody has taken it. */
  readonly assignAt?: Moment;
}

export interface ServiceTerms {
  /** How long a case may lie until it is given to the team, ms. */
  readonly assignAfter: number;
  readonly team: string;
  /** What is said in public at or below this sentiment (-1 to 1) is a complaint. */
  readonly worstSentiment: number;
}

export const SERVICE_TERMS: ServiceTerms = { assignAfter: 15 * MINUTE, team: 'service desk', worstSentiment: -0.5 };

const HEARS = ['feedback.received', 'social.mentioned', 'case.opened', 'case.assigned', 'case.resolved', 'case.reopened'] as const;
type Heard = (typeof HEARS)[number];

/** A complaint opens a case, and a case that nobody takes is given to the team, also one that others have opened. */
export function serviceDesk(terms: ServiceTerms = SERVICE_TERMS): Department<Case, Heard> {
  return {
    name: 'service-desk', topic: 'service', hears: HEARS, dueAt,
    keyOf: (told) => keyOf(told, terms),
    hear: (known, told) => hear(known ?? { customerId: told.customerId, identity: told.identity, caseId: keyOf(told, terms) ?? '' }, told, terms),
    elapse: (known, now) => elapse(known, now, terms),
  };
}

const LONGEST_CATEGORY = 200;

/** Of the case that a complaint opens. */
export function caseIdOf(touchpointId: string): string {
  return `case-${uuidOf(touchpointId)}`;
}

function keyOf(told: Told<Heard>, { worstSentiment }: ServiceTerms): string | undefined {
  switch (told.type) {
    case 'feedback.received':
      return told.data.kind?.trim().toLowerCase() === 'complaint' ? caseIdOf(told.id) : undefined;
    case 'social.mentioned':
      return (told.data.sentiment ?? 1) <= worstSentiment ? caseIdOf(told.id) : undefined;
    default:
      return told.data.caseId;
  }
}

function hear(known: Case, told: Told<Heard>, terms: ServiceTerms): Step<Case> {
  switch (told.type) {
    case 'feedback.received':
      return complained(known, told, { subject: told.data.topic, category: told.data.topic, description: told.data.text }, terms);
    case 'social.mentioned':
      return complained(known, told, { subject: told.data.network, category: 'social', description: told.data.text }, terms);
    case 'case.opened':
      return silently(known.openedAt === undefined ? { ...known, openedAt: told.at, assignAt: told.recordedAt + terms.assignAfter } : known);
    case 'case.assigned':
      return silently({ ...known, assignedAt: Math.max(told.at, known.assignedAt ?? told.at) });
    case 'case.resolved':
      return silently({ ...known, resolvedAt: Math.max(told.at, known.resolvedAt ?? told.at) });
    case 'case.reopened':
      return silently(told.at > (known.reopenedAt ?? -Infinity) ? { ...known, reopenedAt: told.at, assignAt: told.recordedAt + terms.assignAfter } : known);
  }
}

interface Complaint {
  readonly subject: string | null | undefined;
  readonly category: string | null | undefined;
  readonly description: string | null | undefined;
}

function complained(known: Case, { recordedAt }: Told<Heard>, { subject, category, description }: Complaint, { assignAfter }: ServiceTerms): Step<Case> {
  if (known.openedAt !== undefined) return silently(known);
  const { caseId } = known;
  const said = Object.fromEntries(Object.entries({ subject, description }).filter(([, text]) => typeof text === 'string' && text !== ''));
  const fact: Fact = { type: 'case.opened', at: recordedAt, cause: [caseId, 'opened'], data: { caseId, ...said, ...categoryOf(category), priority: 'normal' } };
  return { work: { ...known, openedAt: recordedAt, assignAt: recordedAt + assignAfter }, facts: [fact] };
}

/** None where it is longer than a category may be. */
function categoryOf(text: string | null | undefined): { category?: string } {
  return text === undefined || text === null || text === '' || text.length > LONGEST_CATEGORY ? {} : { category: text };
}

/** Open, and nobody has taken it since it was opened or opened again. */
function dueAt(known: Case): Moment | undefined {
  const since = openSince(known);
  const { assignedAt = -Infinity, resolvedAt = -Infinity, assignAt } = known;
  return since !== -Infinity && assignedAt < since && resolvedAt < since ? assignAt : undefined;
}

function openSince({ openedAt = -Infinity, reopenedAt = -Infinity }: Case): Moment {
  return Math.max(openedAt, reopenedAt);
}

function elapse(known: Case, now: Moment, { team }: ServiceTerms): Step<Case> {
  const due = dueAt(known);
  if (due === undefined || due > now) return silently(known);
  const { caseId, reopenedAt } = known;
  return { work: { ...known, assignedAt: Math.max(due, openSince(known)) }, facts: [{ type: 'case.assigned', at: due, cause: [caseId, 'assigned', String(reopenedAt ?? '')], data: { caseId, team } }] };
}

function silently(work: Case): Step<Case> {
  return { work, facts: [] };
}
