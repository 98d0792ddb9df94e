/** Who says what. `{…}` is filled in: name, product, order, town, agent. */
export type Line = readonly ['customer' | 'agent' | 'bot', string];

export interface Conversation {
  readonly topic: string;
  readonly lines: readonly Line[];
}

/** Questions before buying, as a chat. */
export const QUESTIONS: readonly [Conversation, ...Conversation[]] = [
  {
    topic: 'brewing',
    lines: [
      ['customer', 'Hello, how hot should the water be for {product}?'],
      ['bot', 'Hi! I have found our brewing guide for you. Shall I bring somebody in?'],
      ['customer', 'Yes please, mine always turns bitter'],
      ['agent', 'Hello {name}, this is {agent}. Try 80 degrees and two minutes, and pour it off completely. Bitter almost always means too hot.'],
      ['customer', 'I have used boiling water for ten years :) thank you!'],
    ],
  },
  {
    topic: 'shipping',
    lines: [
      ['customer', 'Do you deliver to {town} before the weekend?'],
      ['agent', 'If you order before noon, it leaves today and is in {town} the day after tomorrow.'],
      ['customer', 'Perfect, then I will order now.'],
    ],
  },
  {
    topic: 'gift',
    lines: [
      ['customer', 'I am looking for a present for a colleague who drinks tea all day. About 30 euro?'],
      ['agent', 'Good evening! Loose leaf or bags, and does she like it strong?'],
      ['customer', 'Loose, and she always has Earl Grey'],
      ['agent', 'Then the Tea Sampler 12 Sorts: two Earl Greys are in it, and ten that she may not know yet. I can add a card.'],
      ['customer', 'That sounds lovely. With a card please, from all of us on the third floor.'],
    ],
  },
  {
    topic: 'allergens',
    lines: [
      ['customer', 'Hi, are there traces of nuts in {product}?'],
      ['agent', 'One moment, I am asking the kitchen.'],
      ['agent', 'It is packed on a line where almonds are packed too, so we cannot rule out traces. Safe are all teas and coffees.'],
      ['customer', 'Pity, but thanks for checking so quickly.'],
    ],
  },
  {
    topic: 'compatibility',
    lines: [
      ['customer', 'does the moka pot work on induction'],
      ['bot', 'Moka Pot 6 Cups: gas, electric, ceramic. Induction: no.'],
      ['customer', 'and with one of those adapter plates?'],
      ['agent', 'It does work with a plate, it only takes about two minutes longer. I use it that way myself.'],
    ],
  },
  {
    topic: 'availability',
    lines: [
      ['customer', 'When will {product} be back? It was sold out last week.'],
      ['agent', 'The new lot came in this morning, {name}. It should show in the shop within the hour.'],
      ['customer', 'You are the best'],
    ],
  },
  {
    topic: 'invoice',
    lines: [
      ['customer', 'Can I have the invoice made out to my company?'],
      ['agent', 'Of course. Send me name, address and VAT number and you will have it in ten minutes.'],
      ['customer', 'Sent by e-mail. Thank you.'],
    ],
  },
];

export type Trouble = 'late' | 'damaged' | 'wrong-item' | 'taste' | 'invoice';

export interface Complaint {
  readonly subject: string;
  readonly category: string;
  readonly tellings: readonly [string, ...string[]];
  readonly solution: string;
  readonly resolution: string;
  /** The share of the order that goes back; 0: none. */
  readonly refunded: number;
}

/** What goes wrong, in the words of those whom it happens to, and what the desk does about it. */
export const COMPLAINTS: Readonly<Record<Trouble, Complaint>> = {
  late: {
    subject: 'Parcel has not come', category: 'delivery', refunded: 0.1, resolution: 'delivered, shipping courtesy paid',
    tellings: [
      'My order {order} was promised for last week. The tracking has said "in transit" for five days. It is a birthday present!',
      'Still no parcel. I stayed at home twice for nothing. What is going on with {order}?',
      'This is the second time that a delivery of yours is late. Please tell me honestly when {order} will arrive.',
      'Nobody can tell me where {order} is. The carrier says ask the sender, and here I am asking the sender.',
    ],
    solution: 'We have traced the parcel with the carrier: it goes out again tomorrow morning. For the wait we pay back ten percent.',
  },
  damaged: {
    subject: 'Arrived broken', category: 'quality', refunded: 0.5, resolution: 'refunded in part, packaging changed',
    tellings: [
      'The {product} arrived in three pieces. The box was fine, so it must have been packed that way.',
      'Opened the parcel and tea was everywhere. The tin of {product} had come open. Photos are attached.',
      'There is a crack along the side of the {product}. It looked beautiful otherwise, which makes it worse.',
    ],
    solution: 'We are sorry. Please keep or throw away what is broken, no need to send it back. We refund the item today.',
  },
  'wrong-item': {
    subject: 'Wrong item in the parcel', category: 'picking', refunded: 0, resolution: 'right item sent',
    tellings: [
      'I ordered {product} and got decaf coffee instead. I do not even drink coffee.',
      'In my parcel {order} there is somebody else\'s order, with their name on the slip. What happens to mine?',
      'The {product} is missing, there is only the invoice for it.',
    ],
    solution: 'The right item leaves our house today by express. Please keep the other one with our apologies.',
  },
  taste: {
    subject: 'Not as it used to be', category: 'product', refunded: 0.3, resolution: 'goodwill refund',
    tellings: [
      'I have bought {product} for two years, and the last tin tastes of cardboard. Have you changed the supplier?',
      'The {product} smells stale. The date says it is good for another year, but it is not.',
      'Sorry to say so, but {product} is not what the description promises. Fruity? It is sour.',
    ],
    solution: 'Thank you for telling us. We have set the lot aside for tasting, and pay back the item.',
  },
  invoice: {
    subject: 'Charged twice', category: 'billing', refunded: 0.2, resolution: 'booking corrected',
    tellings: [
      'My card was charged twice for {order}. Please look into it.',
      'I got a reminder for {order}, but I paid on the day. The bank statement is attached.',
      'The discount code was not taken off order {order}. It was accepted in the checkout.',
    ],
    solution: 'You are right, and we are sorry. The difference is on its way back to you and the reminder is void.',
  },
};

/** Before the complaint the agent asks back, in a chat. */
export const CALMING: readonly [string, ...string[]] = [
  'Hello {name}, I am {agent}. That should not have happened, let me look at once.',
  'Good day {name}, thank you for writing. I am so sorry. Give me two minutes with the order.',
  'Hi {name}, {agent} here. I see the order in front of me, and I understand that you are annoyed.',
];
export const THANKS: readonly [string, ...string[]] = ['Thank you, that was quick.', 'All right. Let us see if it works this time.', 'Thanks for taking care of it.', 'Fine. But please pass it on to the people who pack.'];

export function fillIn(text: string, words: Readonly<Record<string, string>>): string {
  return text.includes('{') ? text.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole) : text;
}
