import type { DatabaseColumn, DatabaseTable } from '../../database/schema/database-schema.js'
import { literalDefault } from '../../database/write/literal-default.js'
import { allowedValues } from './expressions/values-expression.js'
import { isMadeOnInsert } from './made-on-insert.js'
import { obscureChecks } from './obscure-checks.js'
import type { Rule } from './rule.js'

/** Whether a column is given a value, and in how many rows; or why it is left to the database. */
export type ColumnFate =
  /** Percent of the rows; less than 100 only for columns that take NULL. */
  | { readonly give: true; readonly filled: number }
  | { readonly give: false; readonly why: 'identity' | 'computed' | 'foreign key' | 'default' | 'null' }

const ALWAYS: ColumnFate = { give: true, filled: 100 }
/** What is not asked for and not understood stays NULL. */
const OPAQUE = ['json', 'bytes', 'bits', 'other']
const UNKNOWN_FILLED = 70

/** As a person would decide it: defaults that are meant stay, and what need not be there is not always there. */
export function columnFate(column: DatabaseColumn, table: DatabaseTable, rule: Rule | undefined): ColumnFate {
  if (column.computed !== undefined || (column.generated && !column.identity)) return { give: false, why: 'computed' }
  if (table.foreignKeys.some(({ columns }) => columns.includes(column.name))) return { give: false, why: 'foreign key' }
  if (column.identity) return { give: false, why: 'identity' }
  const isKey = table.primaryKey.includes(column.name)
  if (column.defaultExpression !== undefined) return isMeant(column, table, rule) ? { give: false, why: 'default' } : ALWAYS
  if (!column.nullable || isKey) return ALWAYS
  const filled = isInObscureCheck(column, table) || allowedValues(column)?.length === 0 ? 0 : filledShare(column, rule)
  return filled === 0 ? { give: false, why: 'null' } : { give: true, filled }
}

function filledShare(column: DatabaseColumn, rule: Rule | undefined): number {
  if (rule !== undefined) return rule.filled ?? 100
  if (allowedValues(column) !== undefined || column.members !== undefined) return 100
  return OPAQUE.includes(column.kind) && column.baseType !== '' ? 0 : UNKNOWN_FILLED
}

/**
 * A CHECK that is not understood holds where its columns are NULL, nearly always: unknown is no breach. Not where it asks that one of them be there; then the
 * first of them is given. `(a = 'x') = (b is not null)` asks for none.
 */
function isInObscureCheck({ name }: DatabaseColumn, table: DatabaseTable): boolean {
  return obscureChecks(name, table).some((check) => {
    const nullable = check.columns.filter((one) => table.columns.some((other) => other.name === one && other.nullable))
    return !/not null|num_nonnulls|coalesce|num_nulls/i.test(check.expression) || /\) = \(|\) is (?:not )?distinct/i.test(check.expression) || nullable[0] !== name
  })
}

/** Whether a default is one that rows are meant to have. */
function isMeant(column: DatabaseColumn, table: DatabaseTable, rule: Rule | undefined): boolean {
  const literal = literalOf(column.defaultExpression ?? '')
  // `now()` leaves partitions that end before it, and any other range of days; a CHECK that is not understood may ask for it.
  if (literal === undefined) return !isDated(column) && (!isMadeOnInsert(column, rule?.gives) || obscureChecks(column.name, table).length > 0)
  if (isKeyOfOne(column, table) || breaksBounds(column, literal)) return false
  if (obscureChecks(column.name, table).length > 0) return true
  if (rule?.onDefault !== undefined) return rule.onDefault === 'leave'
  if (column.kind === 'boolean' || ['json', 'bytes', 'array', 'other', 'bits'].includes(column.kind)) return true
  if (column.values !== undefined) return false
  if (column.kind === 'text') return literal !== '' || (rule === undefined && column.nullable)
  return ['integer', 'bigint', 'decimal', 'float'].includes(column.kind) || rule === undefined
}

/** The text of a default that is a plain value: `'G'::mpaa_rating`, `('0')::smallint`, `true`; undefined for `now()` and the like. */
function literalOf(expression: string): string | undefined {
  let text = expression.trim()
  for (let before = ''; before !== text;) {
    before = text
    text = text.replace(/::[\w\s".[\]]+(\(\d+(,\s*\d+)?\))?$/, '').replace(/^\((.*)\)$/s, '$1').trim()
  }
  if (/^(true|false)$/i.test(text)) return text.toLowerCase()
  const value = literalDefault(text.replace(/^"(.*)"$/s, "'$1'"))
  // PostgreSQL keeps 'now'::text::date as it was written.
  return typeof value === 'string' && !/^(?:now|today|tomorrow|yesterday)$/i.test(value) ? value : undefined
}

function isKeyOfOne({ name }: DatabaseColumn, { primaryKey, uniqueKeys }: DatabaseTable): boolean {
  return [primaryKey, ...uniqueKeys.map(({ columns }) => columns)].some((key) => key.length === 1 && key[0] === name)
}

/** A moment that has to lie between days that are known. */
function isDated({ kind, bounds: { min, max } }: DatabaseColumn): boolean {
  return ['date', 'timestamp', 'timestamptz'].includes(kind) && (min !== undefined || max !== undefined)
}

/** `price numeric default 0 check (price > 0)`: the default is no value at all. */
function breaksBounds({ bounds: { min, max, values, minLength } }: DatabaseColumn, literal: string): boolean {
  const number = Number(literal)
  if (values !== undefined && !values.includes(literal)) return true
  if (minLength !== undefined && literal.length < minLength) return true
  if (min !== undefined && (number < Number(min.value) || (!min.inclusive && number === Number(min.value)))) return true
  return max !== undefined && (number > Number(max.value) || (!max.inclusive && number === Number(max.value)))
}
