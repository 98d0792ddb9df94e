/** What people write about what they bought, by stars; `{product}` is filled in. */
export const REVIEWS: Readonly<Record<1 | 2 | 3 | 4 | 5, readonly [string, ...string[]]>> = {
  5: [
    'The {product} has become part of my morning. Second order already.',
    'Exactly as described. The whole kitchen smells of it.',
    'Bought {product} for my mother and had to order one for myself.',
    'Beautifully packed, with a handwritten card. You notice that people work there.',
    'I have tried many. I am staying with {product}.',
  ],
  4: ['Very good. A star less for the packaging, too much paper.', 'Lovely, only a little smaller than I had thought.', 'Good quality for the price. Would buy {product} again.', 'Nice, but the colour is darker than in the picture.'],
  3: ['Fine, nothing special.', 'Good, but I have had better for the price.', 'The {product} is all right. My husband likes it more than I do.'],
  2: ['I had expected more of {product}.', 'Arrived late and was not what I had hoped for.', 'Too bitter for me, whatever I try.'],
  1: ['Broken on arrival.', 'Sorry, no. The {product} tastes of cardboard.', 'Never again. Two weeks of waiting, and then the wrong thing.'],
};

/** Answers to "How likely are you to recommend us, 0 to 10, and why?" */
export const PRAISE: readonly [string, ...string[]] = [
  'Fast, friendly, and the tea is wonderful.', 'Because the people on the phone know what they sell.', 'Never had a problem in two years.', 'The brewing cards in the parcel are a lovely idea.', 'Good advice, I was not talked into the expensive one.',
];
export const INDIFFERENCE: readonly [string, ...string[]] = ['It is a shop. It works.', 'Good things, but shipping is slow.', 'Prices have gone up a lot.', 'Fine, though I get too many e-mails.'];
export const BLAME: readonly [string, ...string[]] = ['Two of three parcels came late.', 'I had to explain my case to three people.', 'The mail said it was solved. It was not.', 'Too expensive for what it is.'];

/** Feedback that nobody asked for. */
export const IDEAS: readonly (readonly [kind: string, topic: string, text: string])[] = [
  ['suggestion', 'packaging', 'Could you offer the teas without the plastic inner bag? I would pay a little more.'],
  ['suggestion', 'assortment', 'Please bring back the smoky blend of two winters ago. A whole family is missing it.'],
  ['praise', 'service', 'I just want to say that the lady on the phone was an angel today.'],
  ['praise', 'product', 'The enamel kettle has survived three moves and a toddler. Thank you.'],
  ['complaint', 'site', 'Your search does not find anything when I write "earl gray" with an a.'],
  ['complaint', 'e-mail', 'Three mails in one week are too many, even if the pictures are pretty.'],
  ['suggestion', 'shipping', 'A pick-up point in the evening would help all of us who work.'],
];

/** Said in public; sentiment from -1 to 1. */
export const MENTIONS: readonly (readonly [sentiment: number, text: string])[] = [
  [0.9, 'First cup of the new Darjeeling by @leafandladle. Sunday can begin.'],
  [0.8, 'My kitchen smells like a Viennese coffee house. Thank you @leafandladle'],
  [0.7, 'Somebody at @leafandladle writes the parcel cards by hand, in 2025. I am moved.'],
  [0.4, 'Is the glass teapot of @leafandladle as good as everybody says?'],
  [0.1, '@leafandladle do you ship to Switzerland?'],
  [-0.4, 'Dear @leafandladle, "in transit" is not a place.'],
  [-0.7, 'Week two without my parcel, @leafandladle. I have gone back to supermarket tea.'],
  [0.6, 'Gift for the mother-in-law: done. @leafandladle saves the family peace.'],
];
export const COMMENTS: readonly [string, ...string[]] = [
  'When is it back in stock?', 'Need this kettle in my life', 'Which tea is in the picture?', 'We have had ours for years, still like new', 'Do you have it in blue?', 'Recipe please!', 'Is there a discount for students?', 'The winter blend is back!!',
];
export const PRIVATE_QUESTIONS: readonly [string, ...string[]] = [
  'Hi, do you have a shop in Salzburg as well?', 'Hello! Is the matcha set suitable for beginners?', 'Would you do a giveaway with a small bakery account?', 'Can I pick up an order in the Vienna store?', 'Hi, I saw the hampers in your story. Do you deliver to offices?',
];
