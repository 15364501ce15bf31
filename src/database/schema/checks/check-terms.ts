import type { ColumnKind } from '../table-schema.js'
import type { Expression } from './expression.js'
import type { SqlSyntax } from './sql-syntax.js'

/** What the names in a check stand for. */
export interface CheckTerms {
  readonly syntax: SqlSyntax
  readonly columns: ReadonlyMap<string, ColumnKind>
}

const numeric: ReadonlySet<ColumnKind | undefined> = new Set(['integer', 'bigint', 'decimal', 'float'])
const temporal: ReadonlySet<ColumnKind | undefined> = new Set(['date', 'timestamp', 'timestamptz', 'time'])
const textTypes: ReadonlySet<string> = new Set(['text', 'character varying', 'varchar', 'character', 'char', 'bpchar', 'citext', 'name', 'nchar'])
const wideTypes: ReadonlySet<string> = new Set(['numeric', 'decimal', 'double precision', 'double', 'real', 'float', 'bigint', 'signed', 'unsigned'])

/** The column that an expression is, as it is called in the table. A cast counts where it changes no value. */
export function columnOf(expression: Expression, { columns, syntax }: CheckTerms): string | undefined {
  if (expression.kind === 'column') {
    if (columns.has(expression.name)) return expression.name
    const folded = expression.name.toLowerCase()
    return syntax.foldsCase || folded === 'value' ? [...columns.keys()].find((name) => name.toLowerCase() === folded) : undefined
  }
  if (expression.kind !== 'cast') return undefined
  const name = columnOf(expression.operands[0], { columns, syntax })
  return name !== undefined && changesNothing(expression.type, columns.get(name)) ? name : undefined
}

function changesNothing(type: string, kind: ColumnKind | undefined): boolean {
  if (textTypes.has(type)) return !numeric.has(kind) && !temporal.has(kind) && kind !== 'boolean'
  if (type === 'integer') return kind === 'integer'
  if (type.startsWith('timestamp')) return kind === 'date' || kind?.startsWith('timestamp') === true
  return wideTypes.has(type) ? numeric.has(kind) : type.endsWith('[]') && kind === 'array'
}

/** The value that an expression is, as text without quotes; undefined where it is none, or NULL, or the time. */
export function valueOf(expression: Expression, terms: CheckTerms): string | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.form === 'text' || expression.form === 'boolean' ? expression.value : expression.form === 'number' ? plainNumber(expression.value) : undefined
    case 'cast':
      return castValue(expression.type, valueOf(expression.operands[0], terms))
    case 'column':
      // SQLite takes a name in double quotes for a text where there is no such column.
      return terms.syntax.brackets === 'names' && columnOf(expression, terms) === undefined ? expression.name : undefined
    case 'operation':
      return calculated(expression.operator, expression.operands.map((operand) => valueOf(operand, terms)))
    case 'call':
      return calledValue(expression.name, expression.operands.map((operand) => valueOf(operand, terms)))
    default:
      return undefined
  }
}

const moments: ReadonlySet<string> = new Set(['now', 'today', 'yesterday', 'tomorrow', 'epoch'])

function castValue(type: string, value: string | undefined): string | undefined {
  if (value === undefined || type.startsWith('interval') || type.startsWith('reg')) return undefined
  return /^(?:date|time)/.test(type) && moments.has(value.toLowerCase()) ? undefined : value
}

/** SQLite: `date('2020-01-01')` */
function calledValue(name: string, [value, ...more]: readonly (string | undefined)[]): string | undefined {
  const isDate = (name === 'date' && /^\d{4}-\d\d-\d\d$/.test(value ?? '')) || (name === 'datetime' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value ?? ''))
  return isDate && more.length === 0 ? value : undefined
}

function plainNumber(digits: string): string {
  return /^0x/i.test(digits) ? BigInt(digits).toString() : digits
}

/** `1024 * 1024`, `-5`: whole numbers only, save for a sign. */
function calculated(operator: string, [left, right]: readonly (string | undefined)[]): string | undefined {
  if (left === undefined) return undefined
  if (operator === 'minus') return left.startsWith('-') ? left.slice(1) : `-${left}`
  if (right === undefined || !/^-?\d+$/.test(left) || !/^-?\d+$/.test(right)) return undefined
  const [a, b] = [BigInt(left), BigInt(right)]
  return operator === '*' ? String(a * b) : operator === '+' ? String(a + b) : operator === '-' ? String(a - b) : undefined
}

/** It is the database's clock. */
export function isClock(expression: Expression): boolean {
  if (expression.kind === 'cast') return /^(?:date|timestamp)/.test(expression.type) && isClock(expression.operands[0])
  return expression.kind === 'literal' && expression.form === 'clock'
}

/** The values of a list or of an array's text, NULL being none of them; undefined where not all are values. */
export function valuesOf(expression: Expression, terms: CheckTerms): readonly string[] | undefined {
  if (expression.kind === 'cast') return valuesOf(expression.operands[0], terms)
  if (expression.kind === 'literal' && expression.form === 'text') return arrayItems(expression.value)
  if (expression.kind !== 'list') return undefined
  const values = expression.operands.map((operand) => valueOf(operand, terms))
  return values.every((value) => value !== undefined) ? values : undefined
}

/** `{a,"b c"}` */
function arrayItems(text: string): readonly string[] | undefined {
  if (!/^\{.*\}$/s.test(text) || /^\{\s*\{/.test(text)) return undefined
  const items = [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,"]+)/gs)]
  const values = items.map(([, quoted, bare = '']) => quoted?.replaceAll(/\\(.)/gs, '$1') ?? bare.trim())
  return items.some(([, , bare]) => bare?.trim().toUpperCase() === 'NULL') ? undefined : values
}
