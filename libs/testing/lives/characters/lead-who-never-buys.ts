import { DAY, MINUTE } from '#kernel';
import { SYSTEMS } from '../company';
import { allowNewsletter } from '../consent';
import { productNamed } from '../products';
import { comment, follow, mention, writePrivately } from '../social';
import { chat } from '../talks';
import { Visit } from '../visit';
import { owning, type Character, type Story } from './character';

const BY_CRM = { source: SYSTEMS.crm };

/** Loves every picture, opens every mail, knows every kettle, and has never bought anything. */
export const leadWhoNeverBuys: Character = {
  firstName: 'Kilian', lastName: 'Roth', locale: 'de-DE', town: 'Leipzig', favourite: 'kitchenware', second: 'tea', devices: owning('phone'), social: 'instagram:slowcup.kilian', reads: 0.9, begins: 14,
  story: tell,
};

function tell(story: Story): void {
  const { email } = story.life;
  const { social } = story.life.person;
  if (!social) return;
  story.scene(14, 21, (life, at) => { follow(life, at, social); });
  const comments: readonly (readonly [day: number, text: string])[] = [
    [17, 'This light. This kettle. I need to sit down.'], [33, 'Which tea is in the picture?'], [52, 'Saved.'], [88, 'Is the gooseneck the 0.8 or the 1 litre?'], [131, 'Saved. Again.'], [205, 'My dream kitchen is ninety percent your account'],
    [310, 'Is there a discount for loyal followers?'], [402, 'The winter blend is back!!'], [515, 'Still thinking about that cast-iron teapot'], [633, 'One day.'],
  ];
  for (const [day, text] of comments) story.scene(day, 20, (life, at) => { comment(life, at, social, text); });
  story.scene(40, 19, (life, at) => {
    const leadId = life.name('lead-');
    life.state(at, 'lead.captured', [social, email], { leadId, source: 'instagram', offer: 'prize draw: a teapot a week', products: [productNamed('Cast-iron Teapot 0.9 l').productId] }, BY_CRM);
    allowNewsletter(life, at + MINUTE, [email], { source: 'prize draw', incentive: 'a chance to win', confirms: true });
    life.state(at + 4 * DAY, 'lead.qualified', [email], { leadId, level: 'marketing', score: 61, propensities: [{ productId: productNamed('Cast-iron Teapot 0.9 l').productId, propensity: 0.3 }] }, BY_CRM);
    life.state(at + 500 * DAY, 'lead.disqualified', [email], { leadId, reason: 'sixteen months, no order', agentId: 'sales-helene' }, BY_CRM);
  });
  for (const day of [44, 58, 90, 133, 180, 206, 263, 311, 377, 403, 460, 516, 574, 634, 690]) {
    story.scene(day, 21, (life, at) => {
      const visit = new Visit(life, at, life.person.devices[0], { campaign: { source: 'instagram', medium: 'social', name: 'bio-link' }, referrer: 'https://www.instagram.com/' }, '/kitchenware');
      visit.view(productNamed('Cast-iron Teapot 0.9 l')).view(productNamed(day % 2 === 0 ? 'Gooseneck Kettle Electric' : 'Glass Teapot 1.2 l')).view(productNamed('Cast-iron Teapot 0.9 l'));
      if (day === 58) life.state(visit.at, 'web.form-submitted', [email, visit.device.identity], { formId: 'brewing-guide', url: '/journal/brewing-guide', fields: { firstName: 'Kilian' } }, visit.circumstances);
      if (day % 3 === 0) visit.add(productNamed('Cast-iron Teapot 0.9 l')).remove(productNamed('Cast-iron Teapot 0.9 l'));
      if (day === 311) visit.add(productNamed('Cast-iron Teapot 0.9 l')).startCheckout();
    });
  }
  story.scene(181, 20, (life, at) => {
    const visit = new Visit(life, at, life.person.devices[0], {}, '/kitchenware/cast-iron-teapot-0-9-l');
    chat(life, visit.at, visit.identities, 'product', [
      ['customer', 'Hi! How long does the cast-iron teapot keep tea hot, roughly?'],
      ['agent', 'About an hour, and forty minutes longer with the warmer underneath.'],
      ['customer', 'And does the enamel chip?'],
      ['agent', 'Not if you let it dry open. Shall I put one aside for you?'],
      ['customer', 'No no, just dreaming.'],
    ], {}, visit.circumstances);
  });
  story.scene(264, 22, (life, at) => { writePrivately(life, at, social, 'Would you do a giveaway with a small account? 900 followers, very engaged.'); });
  story.scene(518, 21, (life, at) => { mention(life, at, social, [0.9, 'If @leafandladle were a person I would marry it. Nothing bought yet. It is complicated.']); });
}
