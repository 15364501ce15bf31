import { codeText } from '../code-text.js'
import type { TextDraw, WordsMeaning } from '../meaning.js'
import { textExpression, type TextNeeds } from './text-expression.js'

/** An expression for one of a few words, of those that fit into the column. */
export function wordsExpression({ lists, wide }: WordsMeaning, needs: TextNeeds): string {
  const { limits, unique, faker } = needs
  const fitting = lists.map((list) => list.map((word) => inCase(word, limits.letterCase)).filter((word) => [...word].length <= limits.maxLength && [...word].length >= limits.minLength))
  const list = fitting.find((words, at) => words.length > 1 && words.length === lists[at]?.length) ?? fitting.find((words) => words.length > 1) ?? fitting.find((words) => words.length > 0)
  if (list === undefined || (unique === 'alone')) {
    const words = list ?? lists[0] ?? []
    const few: TextDraw = { kind: 'exact', code: pick(words, 'faker'), longest: Math.max(...words.map((word) => word.length)), distinct: words.length }
    return textExpression([...wide, few], needs)
  }
  return pick(list, faker)
}

/** `faker.helpers.arrayElement(['a', 'b'])`. */
export function pick(words: readonly string[], faker: string): string {
  return `${faker}.helpers.arrayElement([${words.map(codeText).join(', ')}])`
}

function inCase(word: string, letterCase: TextNeeds['limits']['letterCase']): string {
  if (letterCase === undefined) return word
  return letterCase === 'lower' ? word.toLowerCase() : word.toUpperCase()
}
