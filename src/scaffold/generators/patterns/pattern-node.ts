/** A pattern as a tree, as far as texts can be made of it. */
export type PatternNode =
  | { readonly kind: 'text'; readonly text: string }
  /** Any of these letters. */
  | { readonly kind: 'letters'; readonly letters: string }
  | { readonly kind: 'sequence'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly PatternNode[] }
  /** `max` is Infinity where there is no end. */
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly min: number; readonly max: number }

const span = (first: string, last: string): string => {
  const start = first.charCodeAt(0)
  return Array.from({ length: last.charCodeAt(0) - start + 1 }, (_, at) => String.fromCharCode(start + at)).join('')
}

/** Letters by name, of plain ASCII. */
export const LETTERS = {
  digits: span('0', '9'),
  lower: span('a', 'z'),
  upper: span('A', 'Z'),
  all: span('0', '9') + span('A', 'Z') + span('a', 'z'),
  word: `${span('0', '9')}${span('A', 'Z')}_${span('a', 'z')}`,
  printable: span(' ', '~'),
} as const
