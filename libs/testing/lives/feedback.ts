import type { Moment } from '#kernel';
import { SYSTEMS } from './company';
import { fillIn } from './conversations';
import type { Life } from './life';
import { BLAME, IDEAS, INDIFFERENCE, PRAISE, REVIEWS } from './opinions';
import type { Product } from './products';

/** Stars and words, by a mood from 0 (furious) to 1 (delighted). */
export function review(life: Life, at: Moment, product: Product, mood: number): void {
  const { random } = life;
  const rating = Math.min(5, Math.max(1, Math.floor(1.2 + mood * 4.4 + random.between(-0.9, 0.6))));
  const text = random.pick(REVIEWS[isStars(rating) ? rating : 5]);
  life.state(at, 'commerce.product-reviewed', life.customer, { productId: product.productId, reviewId: life.name('r'), rating, text: fillIn(text, { product: product.name }) }, { source: SYSTEMS.shop });
}

/** The net promoter question, answered by a mood from 0 to 1. */
export function askForOpinion(life: Life, at: Moment, mood: number, surveyId = 'nps'): void {
  const { random } = life;
  const score = Math.min(10, Math.max(0, Math.floor(mood * 11.5 + random.between(-1.5, 0.8))));
  const comment = random.pick(score >= 9 ? PRAISE : score >= 7 ? INDIFFERENCE : BLAME);
  const answers = [{ questionId: 'recommend', question: 'How likely are you to recommend us to a friend?', answer: score }];
  life.state(at, 'survey.answered', [life.email], { surveyId, score, answers, ...(random.chance(0.6) ? { comment } : {}) }, { source: SYSTEMS.surveys });
}

/** Something that nobody had asked for. */
export function speakUp(life: Life, at: Moment): void {
  const [kind, topic, text] = IDEAS[life.random.whole(0, IDEAS.length - 1)] ?? IDEA;
  life.state(at, 'feedback.received', life.customer, { feedbackId: life.name('f'), kind, topic, text }, { source: SYSTEMS.desk });
}

const IDEA = ['praise', 'service', 'Thank you.'] as const;

function isStars(rating: number): rating is keyof typeof REVIEWS {
  return rating in REVIEWS;
}
