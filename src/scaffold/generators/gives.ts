import type { FlagMeaning, JsonMeaning, ListMeaning, MomentMeaning, NumberMeaning, TextDraw, TextMeaning, TimeMeaning, WordsMeaning } from './meaning.js'

/** Code, the length of its longest text, and how many different texts there are (many, if left out). */
export type DrawRow = readonly [code: string, longest: number, distinct?: number]

/** The meanings that the rules are written with. */
export const gives = {
  /** Names, titles and sentences: the best draw first, shorter ones for shorter columns after it. May be cut, where only few of them are too long. */
  text: (...rows: readonly DrawRow[]): TextMeaning => ({ kind: 'text', draws: rows.map((row) => toDraw(row, 'prose')) }),
  /** Codes and addresses, which mean nothing once they are cut. */
  exact: (...rows: readonly DrawRow[]): TextMeaning => ({ kind: 'text', draws: rows.map((row) => toDraw(row, 'exact')) }),
  /** One of a few words. */
  words: (...list: readonly string[]): WordsMeaning => ({ kind: 'words', lists: [list], wide: [] }),
  /** Words in full and shortened. */
  wordsOrShort: (...lists: readonly (readonly string[])[]): WordsMeaning => ({ kind: 'words', lists, wide: [] }),
  /** One of a few words, or, where values have to differ, a text. */
  wordsOrText: (list: readonly string[], ...rows: readonly DrawRow[]): WordsMeaning => ({ kind: 'words', lists: [list], wide: rows.map((row) => toDraw(row, 'prose')) }),
  /** A whole number. */
  whole: (min: number, max: number): NumberMeaning => ({ kind: 'number', min, max, digits: 0, style: 'plain' }),
  /** A number with digits after the point, rounded where the column holds whole numbers. */
  real: (min: number, max: number, digits: number): NumberMeaning => ({ kind: 'number', min, max, digits, style: 'plain' }),
  /** An amount of money. */
  amount: (min: number, max: number): NumberMeaning => ({ kind: 'number', min, max, digits: 2, style: 'price' }),
  /** Within the last years. */
  past: (years: number): MomentMeaning => ({ kind: 'moment', when: 'past', least: 0, most: years }),
  /** Within the last days. */
  recent: (days: number): MomentMeaning => ({ kind: 'moment', when: 'recent', least: 0, most: days }),
  /** Within the next days. */
  soon: (days: number): MomentMeaning => ({ kind: 'moment', when: 'soon', least: 0, most: days }),
  /** Within the next years. */
  future: (years: number): MomentMeaning => ({ kind: 'moment', when: 'future', least: 0, most: years }),
  /** The birthday of somebody of that age. */
  birth: (min: number, max: number): MomentMeaning => ({ kind: 'moment', when: 'birth', least: min, most: max }),
  /** A time of day: one of these, or any. */
  time: (...times: readonly string[]): TimeMeaning => ({ kind: 'time', times }),
  /** Yes or no: yes in so many of a hundred rows. */
  flag: (percent: number): FlagMeaning => ({ kind: 'flag', percent }),
  json: (code: string): JsonMeaning => ({ kind: 'json', code }),
  list: (element: TextMeaning | WordsMeaning): ListMeaning => ({ kind: 'list', element }),
}

function toDraw([code, longest, distinct = Number.POSITIVE_INFINITY]: DrawRow, kind: TextDraw['kind']): TextDraw {
  return { kind, code, longest, distinct }
}
