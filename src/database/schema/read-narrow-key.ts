import { columnOf, type CheckTerms } from './checks/check-terms.js'
import { parseExpression } from './checks/parse-expression.js'
import type { SqlSyntax } from './checks/sql-syntax.js'
import type { UniqueKeyPart } from './database-schema.js'
import { readCondition } from './read-condition.js'
import type { ColumnSchema, NarrowKey } from './table-schema.js'

/** A unique index that is partial, or has expressions. */
export interface IndexText extends Pick<NarrowKey, 'collations'> {
  readonly name: string
  readonly parts: readonly Omit<UniqueKeyPart, 'prefix'>[]
  readonly predicate: string | undefined
  readonly nullsCollide?: true
}

/** The key that an index is; undefined where it is more than columns, LOWER() and UPPER() of them, and a condition that can be told of a row. */
export function readNarrowKey({ parts, predicate, ...index }: IndexText, columns: readonly ColumnSchema[], syntax: SqlSyntax): NarrowKey | undefined {
  const terms: CheckTerms = { syntax, columns: new Map(columns.map(({ name, kind }) => [name, kind])) }
  const read = parts.map(({ column, expression = '' }) => (column === undefined ? readFold(expression, terms) : { column, fold: undefined })).filter((part) => part !== undefined)
  if (read.length < parts.length) return undefined
  const key = { ...index, columns: read.map(({ column }) => column), folds: read.map(({ fold }) => fold) }
  if (predicate === undefined) return key
  const parsed = parseExpression(predicate, syntax)
  const condition = parsed && readCondition(parsed, terms)
  return condition && { ...key, condition: { ...condition, sql: predicate } }
}

function readFold(text: string, terms: CheckTerms): { readonly column: string; readonly fold: 'lower' | 'upper' } | undefined {
  const parsed = parseExpression(text, terms.syntax)
  if (parsed?.kind !== 'call' || parsed.operands.length !== 1) return undefined
  const fold = parsed.name.toLowerCase()
  const [operand] = parsed.operands
  const column = operand && columnOf(operand, terms)
  return column !== undefined && (fold === 'lower' || fold === 'upper') && terms.columns.get(column) === 'text' ? { column, fold } : undefined
}
