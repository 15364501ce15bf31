/**
 * What the values of a column stand for. It says nothing of types and limits: an expression is made of it for the column at hand. Code is written as in a lazy
 * attribute (`faker.person.firstName()`); where it goes into `definition()` as it is, `this.` is put in front.
 */
export type Meaning =
  | TextMeaning
  | WordsMeaning
  | NumberMeaning
  | MomentMeaning
  | TimeMeaning
  | FlagMeaning
  | JsonMeaning
  | ListMeaning

/** One way to draw a text. */
export interface TextDraw {
  /** Prose may be cut where only few texts are too long; what is exact may not. */
  readonly kind: 'prose' | 'exact'
  readonly code: string
  /** No text of it is longer, in characters. */
  readonly longest: number
  /** About how many different texts there are; Infinity where there are thousands. */
  readonly distinct: number
}

export interface TextMeaning {
  readonly kind: 'text'
  /** The best first; the first that fits the column is taken, and the last is cut where none does. */
  readonly draws: readonly TextDraw[]
}

export interface WordsMeaning {
  readonly kind: 'words'
  /** The same words in full and shortened: `female`, `F`. */
  readonly lists: readonly (readonly string[])[]
  /** For a column whose values have to differ. */
  readonly wide: readonly TextDraw[]
}

export interface NumberMeaning {
  readonly kind: 'number'
  readonly min: number
  readonly max: number
  /** Digits after the point, where the column keeps any. */
  readonly digits: number
  /** Prices end in 99 or 50 more often than not. */
  readonly style: 'plain' | 'price'
}

export interface MomentMeaning {
  readonly kind: 'moment'
  /** `birth`: so many years old; `past` and `future`: within so many years; `recent` and `soon`: within so many days. */
  readonly when: 'past' | 'recent' | 'soon' | 'future' | 'birth'
  readonly least: number
  readonly most: number
}

/** Times of day: any, or one of a few. */
export interface TimeMeaning {
  readonly kind: 'time'
  readonly times: readonly string[]
}

export interface FlagMeaning {
  readonly kind: 'flag'
  /** How many of a hundred rows are true. */
  readonly percent: number
}

export interface JsonMeaning {
  readonly kind: 'json'
  /** An expression for an object or an array. */
  readonly code: string
}

/** Elements of an array column; a text of them elsewhere. */
export interface ListMeaning {
  readonly kind: 'list'
  readonly element: TextMeaning | WordsMeaning
}
