import type { DatabaseColumn } from '../../database/schema/database-schema.js'
import type { ColumnKind } from '../../database/schema/table-schema.js'
import { clockLength } from './clock-length.js'
import { codeText } from './code-text.js'
import type { ColumnPlan } from './column-plan.js'
import { bytesExpression } from './expressions/bytes-expression.js'
import { fitText } from './expressions/fit-text.js'
import { momentAs, momentExpression } from './expressions/moment-expression.js'
import { numberExpression } from './expressions/number-expression.js'
import { specialExpression, spatialExpression } from './expressions/special-expression.js'
import { textExpression, withFaker, type TextNeeds } from './expressions/text-expression.js'
import { allowedValues, someValuesExpression, valuesExpression } from './expressions/values-expression.js'
import { pick, wordsExpression } from './expressions/words-expression.js'
import type { FlagMeaning, Meaning, TimeMeaning } from './meaning.js'
import { momentLimits } from './moment-limits.js'
import { numberLimits } from './number-limits.js'
import { numberRange } from './number-range.js'
import { patternExpression } from './patterns/pattern-expression.js'
import { textLimits } from './text-limits.js'

/** An expression for a value of the column, without regard to the other columns and to NULL. `faker` is what the faker is called: `this.faker` or `faker`. */
export function columnExpression(plan: ColumnPlan, faker: string): string {
  const { column } = plan
  if (column.kind === 'array') return arrayExpression(plan, faker)
  const values = allowedValues(column)
  if (values !== undefined && values.length > 0) return valuesExpression(values, column, faker)
  if (column.members !== undefined) return `[${column.members.map(codeText).join(', ')}].filter(() => ${faker}.datatype.boolean()).join(',')`
  const special = plan.spatial ? spatialExpression(column.baseType) : undefined
  const typed = special ?? (column.kind === 'other' || column.kind === 'time' || isAddress(column) ? specialExpression(column.baseType) : undefined)
  if (typed !== undefined) return withFaker(typed, faker)
  if (column.kind === 'uuid') return `${faker}.string.uuid()`
  if (column.kind === 'bytes') return bytesExpression(column, faker)
  return meantExpression(plan, plan.meaning, faker)
}

/** MariaDB's inet6 is text to the engine, and takes no other text. */
function isAddress({ baseType }: DatabaseColumn): boolean {
  return /^inet[46]$/.test(baseType)
}

function meantExpression(plan: ColumnPlan, meaning: Meaning, faker: string): string {
  const { column, unique } = plan
  const needs: TextNeeds = { limits: textLimits(column), unique, stretch: plan.stretch, faker }
  const clock = meaning.kind === 'time' ? clockLength(column) : undefined
  if (meaning.kind === 'time' && clock !== undefined) return timeExpression(meaning, faker, clock)
  const patterned = needs.limits.patterns.length === 0 ? undefined : patternExpression(needs.limits, plan.rule?.like, faker)
  if (patterned !== undefined) return patterned
  switch (meaning.kind) {
    case 'text':
      return textExpression(meaning.draws, needs)
    case 'words':
      return wordsExpression(meaning, needs)
    case 'number':
      return numberExpression(numberRange(meaning, numberLimits(column), unique), asNumber(column.kind), meaning.style, faker)
    case 'moment':
      return momentAs(momentExpression(meaning, momentLimits(column), faker), column)
    case 'time':
      return fitText(timeExpression(meaning, faker), 8, needs.limits)
    case 'flag':
      return flagExpression(meaning, column, faker)
    case 'json':
      return column.kind === 'json' ? withFaker(meaning.code, faker) : `JSON.stringify(${withFaker(meaning.code, faker)})`
    default:
      return listText(meaning.element, needs)
  }
}

/** A column without a type is of text to numbers too: what it gives back is what it was given. */
function asNumber(kind: ColumnKind): ColumnKind {
  return kind === 'other' ? 'text' : kind
}

/** Several words in a column of text. */
function listText(element: TextMeaningOrWords, needs: TextNeeds): string {
  const { faker, limits } = needs
  const one = element.kind === 'text' ? withFaker(element.draws[0]?.code ?? "''", faker) : pick(element.lists[0] ?? [], faker)
  return fitText(`${faker}.helpers.multiple(() => ${one}, { count: 3 }).join(', ')`, 60 * needs.stretch, limits)
}

type TextMeaningOrWords = Extract<Meaning, { readonly kind: 'list' }>['element']

function timeExpression({ times }: TimeMeaning, faker: string, length = 8): string {
  return times.length === 0 ? `${faker}.date.anytime().toISOString().slice(11, ${11 + length})` : pick(times.map((time) => time.slice(0, length)), faker)
}

function flagExpression({ percent }: FlagMeaning, { kind, length, baseType }: DatabaseColumn, faker: string): string {
  const chance = percent === 50 ? `${faker}.datatype.boolean()` : `${faker}.datatype.boolean(${percent / 100})`
  if (kind === 'boolean') return chance
  if (kind === 'text' || kind === 'other') return length !== undefined && length < 3 ? `${chance} ? 'Y' : 'N'` : `${chance} ? 'yes' : 'no'`
  if (kind === 'decimal') return `${chance} ? '1' : '0'`
  return baseType.startsWith('bit') && kind !== 'bits' ? `${chance} ? '1' : '0'` : `${chance} ? 1 : 0`
}

/** What an array is made of, as a column of its own. */
function elementOf(column: DatabaseColumn): DatabaseColumn {
  const { minItems: _least, maxItems: _most, ...bounds } = column.bounds
  const baseType = column.baseType.replace(/(?:\[\])+$/, '')
  return { ...column, kind: column.element ?? 'other', element: undefined, type: baseType, baseType, bounds }
}

function arrayExpression(plan: ColumnPlan, faker: string): string {
  const { column, meaning } = plan
  const values = allowedValues(column)
  if (values !== undefined && values.length > 0) return someValuesExpression(values, column, faker)
  const element = elementOf(column)
  const one = columnExpression({ ...plan, column: element, unique: 'no', meaning: meaning.kind === 'list' ? meaning.element : meaning }, faker)
  const { minItems = 1, maxItems = Math.max(minItems, 3) } = column.bounds
  const count = minItems === maxItems ? String(maxItems) : `{ min: ${minItems}, max: ${maxItems} }`
  return `${faker}.helpers.multiple(() => ${one.startsWith('{') ? `(${one})` : one}, { count: ${count} })`
}
