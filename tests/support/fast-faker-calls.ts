import type { Faker } from '@faker-js/faker'

export type FakerCall = readonly [label: string, call: (faker: Faker) => unknown]

// What JavaScript users may pass although the types forbid it.
const wrong = (value: unknown) => value as any

// A range without an end goes up to 2^53: the one here is too long for faker whatever it draws.
const counts: readonly unknown[] = [undefined, 1, 2, 12, 0, -1, 2.5, Number.NaN, null, '3', { min: 1, max: 4 }, { min: 2, max: 2 }, { min: 0, max: 1 }, { max: 3 }, { min: 2 ** 53 - 9 }, { min: 5, max: 1 }, { min: 1.5, max: 3.2 }, { min: 2, max: 8, multipleOf: 2 },
  { min: Number.NaN, max: 3 }, { min: 1, max: Number.NaN }, { min: Number.NEGATIVE_INFINITY, max: 3 }]
const sexes: readonly unknown[] = [undefined, 'female', 'male', 'generic', 'other', null]
const names: readonly unknown[] = [
  {}, undefined, null, { firstName: 'Ada' }, { lastName: "O'Neil Smith" }, { firstName: 'Ada', lastName: 'Lovelace' }, { firstName: 'Ærøskøbing Ünal', lastName: 'Ångström' }, { firstName: 'Пётр', lastName: '大谷' },
  { firstName: '', lastName: '' }, { firstName: '...', lastName: '.a..b.' }, { firstName: '$& {x}', lastName: 'a'.repeat(60) }, { firstName: 7, lastName: null }, { firstName: undefined, lastName: undefined },
]

const each = (label: string, values: readonly unknown[], call: (faker: Faker, value: any) => unknown): readonly FakerCall[] =>
  values.map((value) => [`${label}(${JSON.stringify(value) ?? 'undefined'})`, (faker) => call(faker, value)])

/** Every method with a faster body, those that faker makes of them, and the shapes of options that either has to treat. */
export const fastFakerCalls: readonly FakerCall[] = [
  ['lorem.word()', (faker) => faker.lorem.word()],
  ...each('lorem.word', [{}, 5, { length: 7 }, { length: { min: 3, max: 5 } }, { strategy: 'longest' }, { length: 99, strategy: 'closest' }, { length: 99 }, null], (faker, value) => faker.lorem.word(value)),
  ...each('lorem.words', counts, (faker, value) => faker.lorem.words(value)),
  ...each('lorem.sentence', counts, (faker, value) => faker.lorem.sentence(value)),
  ...each('lorem.sentences', counts, (faker, value) => faker.lorem.sentences(value)),
  ...each('lorem.sentences 2, ', [undefined, '\n', '', null, 5], (faker, value) => faker.lorem.sentences(2, value)),
  ...each('lorem.paragraph', counts, (faker, value) => faker.lorem.paragraph(value)),
  ...each('lorem.paragraphs', counts, (faker, value) => faker.lorem.paragraphs(value)),
  ...each('lorem.paragraphs 2, ', [undefined, '<br>', '', ' ', '\n', 'é', '\u00ff', 'ł', '\0', '.', null, 5], (faker, value) => faker.lorem.paragraphs(2, value)),
  ...each('lorem.slug', counts, (faker, value) => faker.lorem.slug(value)),
  ...each('lorem.lines', counts, (faker, value) => faker.lorem.lines(value)),
  ['lorem.text()', (faker) => faker.lorem.text()],
  ...each('person.firstName', sexes, (faker, value) => faker.person.firstName(value)),
  ...each('person.lastName', sexes, (faker, value) => faker.person.lastName(value)),
  ...each('person.middleName', sexes, (faker, value) => faker.person.middleName(value)),
  ...each('person.prefix', sexes, (faker, value) => faker.person.prefix(value)),
  ['person.suffix()', (faker) => faker.person.suffix()],
  ['person.jobTitle()', (faker) => faker.person.jobTitle()],
  ['person.bio()', (faker) => faker.person.bio()],
  ...each('person.fullName', [...names, ...sexes.map((sex) => ({ sex }))], (faker, value) => faker.person.fullName(value)),
  ...each('person.fullName', ['{{person.lastName}}', '{{person.suffix}}', '$1', '{{person.prefix}}'].map((firstName) => ({ firstName })), (faker, value) => faker.person.fullName(value)),
  ...each('internet.username', names, (faker, value) => faker.internet.username(value)),
  ...each('internet.displayName', names, (faker, value) => faker.internet.displayName(value)),
  ...each('internet.email', [...names, { provider: 'example.test' }, { provider: null }, { provider: '' }, { allowSpecialCharacters: true }, { firstName: 'Ada', provider: 'x.test', allowSpecialCharacters: false }],
    (faker, value) => faker.internet.email(value)),
  ['internet.exampleEmail()', (faker) => faker.internet.exampleEmail()],
  ['internet.url()', (faker) => faker.internet.url()],
  ...each('string.uuid', [undefined, {}, { version: 4 }, { version: 7 }, { version: 7, refDate: '2020-02-02' }, { version: 4, refDate: 'nonsense' }, { version: 5 }, null], (faker, value) => faker.string.uuid(value)),
  ...each('string.alphanumeric', [...counts, ...counts.map((length) => ({ length }))], (faker, value) => faker.string.alphanumeric(value)),
  ...each('string.alphanumeric', ['upper', 'lower', 'mixed', 'title', null].map((casing) => ({ length: 12, casing })), (faker, value) => faker.string.alphanumeric(value)),
  ...each('string.alphanumeric', ['', 'aeiou', [], ['1', 'Z'], null].map((exclude) => ({ length: 12, exclude })), (faker, value) => faker.string.alphanumeric(value)),
  ...each('string.fromCharacters', ['abc', 'x', '', '😀é𝒵a', ['ab', 'cd'], ['ab'], [], [1, null, 'x'], null], (faker, value) => faker.string.fromCharacters(value, 5)),
  ...each("string.fromCharacters 'abc', ", counts, (faker, value) => faker.string.fromCharacters('abc', value)),
  ...each('string.alpha', [undefined, 5, { length: 6, casing: 'upper', exclude: 'ABC' }], (faker, value) => faker.string.alpha(value)),
  ...each('string.numeric', [undefined, 5, { length: 6, allowLeadingZeros: false }], (faker, value) => faker.string.numeric(value)),
  ['string.hexadecimal', (faker) => faker.string.hexadecimal({ length: 8 })],
  ['string.nanoid()', (faker) => faker.string.nanoid()],
  ['string.ulid()', (faker) => faker.string.ulid()],
  ['location.city()', (faker) => faker.location.city()],
  ['location.streetAddress()', (faker) => faker.location.streetAddress()],
  ['location.secondaryAddress()', (faker) => faker.location.secondaryAddress()],
  ['location.zipCode()', (faker) => faker.location.zipCode()],
  ['company.name()', (faker) => faker.company.name()],
  ['company.catchPhrase()', (faker) => faker.company.catchPhrase()],
  ['commerce.productName()', (faker) => faker.commerce.productName()],
  ['commerce.productDescription()', (faker) => faker.commerce.productDescription()],
  ['hacker.phrase()', (faker) => faker.hacker.phrase()],
  ['finance.transactionDescription()', (faker) => faker.finance.transactionDescription()],
  ['food.description()', (faker) => faker.food.description()],
  ['git.commitEntry()', (faker) => faker.git.commitEntry()],
  ['internet.userAgent()', (faker) => faker.internet.userAgent()],
  ...each('phone.number', [undefined, {}, { style: 'human' }, { style: 'national' }, { style: 'international' }, { style: 'other' }, { style: null }, null], (faker, value) => faker.phone.number(value)),
  ...each('helpers.arrayElement', [[1, 2, 3], ['a'], [], 'text', '', [undefined, null], { length: 2, 0: 'a', 1: 'b' }, null], (faker, value) => faker.helpers.arrayElement(value)),
  ...each('helpers.weightedArrayElement', [
    [{ weight: 1, value: 'a' }, { weight: 2.5, value: 'b' }, { weight: 0.1, value: 'c' }], [{ weight: 5, value: 'a' }], [], [{ weight: 0, value: 'a' }], [{ weight: 1, value: 'a' }, { weight: -1, value: 'b' }],
    [{ weight: '2', value: 'a' }, { weight: 3, value: 'b' }], [{ value: 'a' }], [null], null,
  ], (faker, value) => faker.helpers.weightedArrayElement(value)),
  ...each('helpers.fake', [
    '', 'plain', '{{person.firstName}}', 'Dr. {{person.lastName}}, {{location.city_name}}', '{{person.last_name.generic}}', '{{person.first_name.female}} {{person.first_name.male}}', '{{number.int}}',
    '{{number.int(5)}} {{person.firstName}}', '{{string.alpha({"length": 4})}}', '{{nothing.here}}', '{{person.nothing}}', '{{person}}', '{{person.first_name}}', '{{lorem.word}} {{lorem.word.x}}', '{ {{lorem.word}} }',
    '}} {{lorem.word}} }}', '{{ lorem.word }}', '{{Lorem.word}}', '{{lorem.word', '{{{lorem.word}}}', '{{constructor.name}}', '{{definitions.person.first_name}}', '{{location.county}}', '{{location.state}}',
    '{{date.month}} {{date.weekday}}', '{{color.human}} {{animal.type}}', '{{airline.airport}}', '{{internet.emoji.smiley}}', '{{word.noun}} {{lorem.words}}', '{{toString.call}}', '{{location.__proto__}}', '{{helpers.arrayElement}}',
    ['{{lorem.word}}', 'b'], [], ['{{company.name}}'], null,
  ], (faker, value) => faker.helpers.fake(value)),
  ['helpers.arrayElements', (faker) => faker.helpers.arrayElements([1, 2, 3, 4], wrong({ min: 1, max: 3 }))],
  ['helpers.multiple', (faker) => faker.helpers.multiple(() => faker.person.fullName(), { count: 2 })],
  ['helpers.fromRegExp', (faker) => faker.helpers.fromRegExp('[a-z]{3}.{2}')],
  ['music.songName()', (faker) => faker.music.songName()],
  ['date.month()', (faker) => faker.date.month()],
  ...(['past', 'future', 'recent', 'soon', 'anytime'] as const).map((name): FakerCall => [`date.${name}()`, (faker) => faker.date[name]()]),
  ...each('date.past', [undefined, {}, { years: 3 }, { years: 0 }, { years: { min: 1, max: 2 } }, { refDate: '2020-02-29T00:00:00Z' }, null], (faker, value) => faker.date.past(value)),
  ...each('date.recent', [undefined, {}, { days: 7 }, { days: -1 }, { refDate: 0 }], (faker, value) => faker.date.recent(value)),
  ...each('date.future', [undefined, {}, { years: 2 }, { refDate: 'never' }], (faker, value) => faker.date.future(value)),
]
