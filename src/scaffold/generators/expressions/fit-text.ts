import type { TextLimits } from '../text-limits.js'

/** Makes an expression for a text keep to the column's limits. `longest` is how long its texts can get, as far as it is known. */
export function fitText(code: string, longest: number, { minLength, maxLength, letterCase }: TextLimits): string {
  let fitted = letterCase === undefined || isInCase(code, letterCase) ? code : `${operand(code)}.${letterCase === 'lower' ? 'toLowerCase' : 'toUpperCase'}()`
  if (longest > maxLength) fitted = `${operand(fitted)}.slice(0, ${maxLength})${minLength < 2 ? '.trimEnd()' : ''}`
  return minLength < 2 ? fitted : `${operand(fitted)}.padEnd(${minLength}, '0')`
}

function isInCase(code: string, letterCase: 'lower' | 'upper'): boolean {
  return code.endsWith(letterCase === 'lower' ? '.toLowerCase()' : '.toUpperCase()') || code.includes(`casing: '${letterCase}' })`) || /\.string\.numeric\([^)]*\)$/.test(code)
}

/** The expression in parentheses where a method could not be called on it. */
function operand(code: string): string {
  return /\?\?|&&|\|\|| [+*/-] | \? .* : /.test(code.replaceAll(/`[^`]*`|'[^']*'/g, '')) ? `(${code})` : code
}
