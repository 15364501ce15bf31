import { codeText } from '../code-text.js'
import type { TextDraw } from '../meaning.js'
import type { TextLimits } from '../text-limits.js'
import { chooseDraw } from './choose-draw.js'
import { fitText } from './fit-text.js'

export interface TextNeeds {
  readonly limits: TextLimits
  readonly unique: 'alone' | 'together' | 'no'
  /** How much longer than in English texts may be. */
  readonly stretch: number
  /** `this.faker` or `faker`. */
  readonly faker: string
}

/** An expression for a text that keeps to the limits of its column. */
export function textExpression(all: readonly TextDraw[], { limits, unique, stretch, faker }: TextNeeds): string {
  const draws = all.map((draw) => stretched(draw, stretch))
  const draw = chooseDraw(draws, limits.maxLength, unique)
  if (draw !== undefined) return fitText(withFaker(draw.code, faker), draw.longest, limits)
  return apartExpression(draws, limits, faker)
}

/** Digits and letters are as long in any language. */
function stretched(draw: TextDraw, stretch: number): TextDraw {
  return stretch > 1 && /faker\.(?!string\b|number\b|helpers\b|image\b|git\b)/.test(draw.code) ? { ...draw, longest: Math.ceil(draw.longest * stretch) } : draw
}

/** Code as the rules have it, where the faker goes by another name. */
export function withFaker(code: string, faker: string): string {
  return code.replaceAll(/\bfaker\./g, `${faker}.`)
}

/** For texts that have to differ, and of which there are few: with a number behind them, or letters alone. */
function apartExpression(draws: readonly TextDraw[], limits: TextLimits, faker: string): string {
  const { maxLength } = limits
  const named = draws.find(({ longest }) => longest + 5 <= maxLength)
  if (named !== undefined) return fitText(`\`\${${withFaker(named.code, faker)}} \${${faker}.number.int({ min: 2, max: 9999 })}\``, named.longest + 5, limits)
  if (maxLength === 0) return codeText('')
  const length = Math.max(limits.minLength, Math.min(maxLength, 12))
  return `${faker}.string.alphanumeric({ length: ${length}, casing: '${limits.letterCase ?? 'upper'}' })`
}
