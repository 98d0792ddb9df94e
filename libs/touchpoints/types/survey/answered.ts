import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Measure, Optional, Parts, Prose, Text, Value } from '../../schema';

/** One question of a survey and what was answered: text, number, or a list where several may be chosen. */
export class SurveyAnswer {
  @Id() questionId!: string;
  @Optional() @Text() question?: string | null;
  @Optional() @Value() answer?: unknown;
}

/** A customer answers a survey. `score` is the one figure that it is about, such as 0 to 10 for a net promoter score. */
export class SurveyAnswered {
  @Optional() @Id() surveyId?: string | null;
  @Optional() @Measure() score?: number | null;
  @Optional() @Parts(() => SurveyAnswer) answers?: SurveyAnswer[] | null;
  @Optional() @Prose() comment?: string | null;
}

export const surveyAnswered = defineTouchpoint({
  type: 'survey.answered',
  data: SurveyAnswered,
  personalData: ['answers.answer', 'comment'],
  example: { surveyId: 'nps-2026', score: 9, answers: [{ questionId: 'likes', question: 'What do you like?', answer: ['taste', 'delivery'] }], comment: 'Greetings to Tom!' },
});
