import { MINUTE } from '#kernel';
import type { DataOf } from '#touchpoints';
import type { Told } from '../told';
import { type Case, caseIdOf, serviceDesk } from './case';

const AT = Date.UTC(2026, 2, 1, 10);
const department = serviceDesk();
type Heard = Parameters<typeof department.hear>[1];

const tell = <Type extends Heard['type']>(type: Type, data: DataOf[Type], minute = 0): Told<Type> =>
  ({ customerId: 'c-1', identity: { kind: 'user-id', value: 'ann' }, id: 't-1', type, data, at: AT + minute * MINUTE, recordedAt: AT + minute * MINUTE });
const complaint = tell('feedback.received', { kind: 'complaint', topic: 'packaging', text: 'The tin came dented.' });
const caseId = caseIdOf('t-1');
const hear = (...told: readonly Heard[]): Case => {
  const [first, ...rest] = told;
  return rest.reduce((known, each) => department.hear(known, each).work, department.hear(undefined, first!).work);
};
const assigned = (minute: number, ...told: readonly Heard[]): number[] => department.elapse(hear(...told), AT + minute * MINUTE).facts.map(({ at }) => (at - AT) / MINUTE);

describe('the service desk', () => {
  it('opens a case for a complaint, and keeps nothing of what was said', () => {
    const { work, facts } = department.hear(undefined, complaint);
    expect(facts).toEqual([{ type: 'case.opened', at: AT, cause: [caseId, 'opened'], data: { caseId, subject: 'packaging', category: 'packaging', description: 'The tin came dented.', priority: 'normal' } }]);
    expect(JSON.stringify(work)).not.toContain('dented');
    expect(department.hear(work, complaint).facts).toEqual([]);
  });

  it.each<[string, Heard, string | undefined]>([
    ['a complaint, however it is written', tell('feedback.received', { kind: ' Complaint' }), caseId], ['praise', tell('feedback.received', { kind: 'praise' }), undefined], ['feedback of no kind', tell('feedback.received', {}), undefined],
    ['an angry post', tell('social.mentioned', { sentiment: -0.5 }), caseId], ['a friendly post', tell('social.mentioned', { sentiment: 0.4 }), undefined], ['a post of unknown mood', tell('social.mentioned', {}), undefined],
    ['a case of others', tell('case.opened', { caseId: 'theirs' }), 'theirs'],
  ])('is concerned by %s or not', (_, told, key) => {
    expect(department.keyOf(told)).toBe(key);
  });

  it('gives a case to the team when nobody has taken it for a quarter of an hour, once', () => {
    const step = department.elapse(hear(complaint), AT + 20 * MINUTE);
    expect(step.facts).toEqual([{ type: 'case.assigned', at: AT + 15 * MINUTE, cause: [caseId, 'assigned', ''], data: { caseId, team: 'service desk' } }]);
    expect([department.dueAt(step.work), assigned(14, complaint)]).toEqual([undefined, []]);
  });

  it('gives away the cases of others too, and again after they were opened again', () => {
    const opened = tell('case.opened', { caseId: 'theirs' });
    expect(assigned(99, opened)).toEqual([15]);
    expect(assigned(99, opened, tell('case.resolved', { caseId: 'theirs' }, 5))).toEqual([]);
    expect(assigned(99, opened, tell('case.assigned', { caseId: 'theirs' }, 5))).toEqual([]);
    const reopened = tell('case.reopened', { caseId: 'theirs' }, 30);
    expect(assigned(99, opened, tell('case.resolved', { caseId: 'theirs' }, 5), reopened, reopened)).toEqual([45]);
  });

  it('does not give away a case that was resolved before it was told of', () => {
    expect(assigned(99, tell('case.resolved', { caseId: 'theirs' }, 5), tell('case.opened', { caseId: 'theirs' }))).toEqual([]);
  });
});
