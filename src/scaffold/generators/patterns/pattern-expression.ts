import type { ColumnPattern } from '../../../database/schema/database-schema.js'
import { fitText } from '../expressions/fit-text.js'
import type { TextLimits } from '../text-limits.js'
import { boundPattern, longestOf } from './bound-pattern.js'
import { drawPattern } from './draw-pattern.js'
import { parsePattern } from './parse-pattern.js'
import { patternExamples } from './pattern-examples.js'
import type { PatternNode } from './pattern-node.js'
import { patternToRegExp, sourceOf } from './pattern-to-regexp.js'

/** What names and words look like: a CHECK that only forbids something takes them, or it means it. */
const WORDS = ['Ada Lovelace', 'blue']
const LETTERS: PatternNode = { kind: 'repeat', node: { kind: 'letters', letters: 'abcdefghijklmnopqrstuvwxyz' }, min: 4, max: 12 }

/**
 * An expression for a text that keeps to the patterns of its column; undefined where texts of its meaning do anyway, or where no such text is found.
 *
 * @param like texts that look like those of the meaning
 */
export function patternExpression(limits: TextLimits, like: readonly string[] | undefined, faker: string): string | undefined {
  if (keepsTo(limits.patterns, like)) return undefined
  const positive = limits.patterns.filter(({ negated }) => !negated)
  for (const pattern of positive) {
    const node = parsePattern(sourceOf(pattern.source, pattern.language))
    const found = node && drawn(node, limits, faker)
    if (found !== undefined) return found
  }
  return positive.length === 0 ? drawn(LETTERS, limits, faker) : undefined
}

/** Whether all these texts match what they have to. Without any texts: only where nothing but negations is asked for. */
export function keepsTo(patterns: readonly ColumnPattern[], like: readonly string[] | undefined): boolean {
  if (like === undefined && patterns.some(({ negated }) => !negated)) return false
  return (like ?? WORDS).every((text) => matchesAll(patterns, text))
}

function drawn(node: PatternNode, limits: TextLimits, faker: string): string | undefined {
  const bounded = boundPattern(node, limits.minLength, limits.maxLength)
  if (bounded === undefined) return undefined
  const inCase = (text: string): string => (limits.letterCase === undefined ? text : limits.letterCase === 'lower' ? text.toLowerCase() : text.toUpperCase())
  if (!patternExamples(bounded).every((text) => matchesAll(limits.patterns, inCase(text)))) return undefined
  return fitText(drawPattern(bounded, faker), longestOf(bounded), { ...limits, minLength: 0 })
}

function matchesAll(patterns: readonly ColumnPattern[], text: string): boolean {
  return patterns.every((pattern) => {
    const found = patternToRegExp(pattern)
    return found === undefined ? pattern.negated : found.test(text) !== pattern.negated
  })
}
