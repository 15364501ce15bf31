import { codeMember } from '../code-member.js'
import { codeText } from '../code-text.js'
import type { ColumnPlan } from '../column-plan.js'
import { allowedValues } from '../expressions/values-expression.js'
import { obscureChecks } from '../obscure-checks.js'
import type { PlannedTable } from '../planned-table.js'
import { textLimits } from '../text-limits.js'

/** In the rows of which words of another column a column is there, and in which it is not. */
export interface WordChoice {
  readonly decider: ColumnPlan
  readonly words: readonly string[]
  readonly given: readonly string[]
  readonly none: readonly string[]
}

/** The few words of a column that every row has, or can have; undefined for any other column. */
export function wordsOf(plan: ColumnPlan, planned: PlannedTable): readonly string[] | undefined {
  const { column, fate } = plan
  const isThere = fate.give ? fate.filled === 100 : fate.why === 'default' && !isMeantToStay(column.name, planned)
  if (!isThere || column.kind === 'array' || planned.conditions.has(column.name)) return undefined
  return column.kind === 'boolean' ? ['true', 'false'] : allowedValues(column)
}

/** The words that a column without list is given, where they are taken as they are. */
export function meantWordsOf({ column, meaning, fate, unique }: ColumnPlan): readonly string[] | undefined {
  const words = meaning.kind === 'words' ? meaning.lists[0] : undefined
  const { maxLength, minLength, letterCase, patterns } = textLimits(column)
  const isPlain = column.kind === 'text' && unique === 'no' && fate.give && fate.filled === 100 && letterCase === undefined && patterns.length === 0
  return isPlain && words?.every(({ length }) => length <= maxLength && length >= minLength) === true ? words : undefined
}

/** Its default is what a CHECK that is not understood takes. */
export function isMeantToStay(column: string, planned: PlannedTable): boolean {
  return obscureChecks(column, planned.table).length > 0
}

/** Makes a column be there in the rows of some words. In those of neither list it is as its plan says. */
export function followWord(plan: ColumnPlan, { decider, words, given, none }: WordChoice, planned: PlannedTable): void {
  const { name } = plan.column
  const isDecided = given.length + none.length === words.length
  planned.replace({ ...plan, fate: { give: true, filled: isDecided ? 100 : fillOf(plan) } })
  const conditions = { given: given.length === words.length ? undefined : conditionOf(decider, given), none: isDecided || none.length === 0 ? undefined : conditionOf(decider, none) }
  if (conditions.given !== undefined || conditions.none !== undefined) planned.conditions.set(name, { ...conditions, isDecided, reads: [decider.column.name] })
  if (given.length === 0 && isDecided) planned.replace({ ...plan, fate: { give: false, why: 'null' } })
}

/** A column that would stay NULL for lack of meaning is there now and then. */
function fillOf({ fate }: ColumnPlan): number {
  return fate.give ? fate.filled : 0
}

function conditionOf({ column }: ColumnPlan, words: readonly string[]): string | undefined {
  const member = codeMember(column.name)
  if (words.length === 0) return undefined
  if (column.kind === 'boolean') return words[0] === 'true' ? member : `!${member}`
  const codes = words.map((word) => (['integer', 'bigint', 'float', 'bits'].includes(column.kind) ? word : codeText(word)))
  if (codes.length === 1) return `${member} === ${codes[0]}`
  const isMissable = column.nullable || column.defaultExpression !== undefined
  return `[${codes.join(', ')}].includes(${isMissable ? `${member} ?? ${codes[0]}` : member})`
}
