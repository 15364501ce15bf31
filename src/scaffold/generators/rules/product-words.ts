const list = (...all: readonly string[]): string => `faker.helpers.arrayElement([${all.map((one) => `'${one}'`).join(', ')}])`
const sentences = ['Designed for everyday use.', 'Made to last, with a two-year warranty.', 'A favourite of our customers.', 'Easy to clean and simple to store.', 'Ships in recycled packaging.', 'A thoughtful gift for any occasion.', 'Tested for safety and durability.', 'Now lighter and sturdier than before.']

/** Code for what products are called and how they are praised: words that go with each other, whichever are drawn. */
export const productWords = {
  /** At most 14 letters. */
  thing: list('Desk Lamp', 'Backpack', 'Water Bottle', 'Office Chair', 'Coffee Grinder', 'Wall Clock', 'Notebook', 'Umbrella', 'Bookshelf', 'Cutting Board', 'Blanket', 'Travel Mug', 'Picture Frame', 'Storage Box', 'Phone Stand', 'Wallet', 'Speaker', 'Side Table'),
  /** At most 11. */
  style: list('Classic', 'Compact', 'Everyday', 'Slim', 'Modern', 'Nordic', 'Vintage', 'Premium', 'Essential', 'Handmade', 'Lightweight', 'Urban'),
  /** At most 8. */
  colour: list('Black', 'White', 'Grey', 'Navy', 'Olive', 'Sand', 'Burgundy', 'Teal', 'Ivory', 'Charcoal', 'Mint', 'Copper'),
  /** At most 77. */
  twoSentences: `faker.helpers.arrayElements([${sentences.map((one) => `'${one}'`).join(', ')}], 2).join(' ')`,
  /** At most 39. */
  sentence: list(...sentences),
} as const
