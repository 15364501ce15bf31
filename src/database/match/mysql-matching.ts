import type { ColumnKind, ColumnSchema } from '../schema/table-schema.js'
import { quotedWords } from '../schema/mysql/quoted-words.js'
import { mysqlForm } from '../values/mysql-form.js'
import { mysqlComparison } from './mysql-comparison.js'
import type { RowMatching, ValueRows } from './row-matching.js'
import { withoutSpaces } from './without-spaces.js'

/** MySQL parses a long UNION by recursion. */
const mostInUnion = 500

/** A column of these cuts digits off, or rounds them away. */
const roundedKinds: ReadonlySet<ColumnKind> = new Set(['decimal', 'timestamp', 'timestamptz', 'time'])

/** One SELECT a row. UNION makes one type of the values of a column, so each kind of column has a form of its own. */
export const mysqlMatching: RowMatching = {
  storable,
  rounded: (column) => (roundedKinds.has(column.kind) ? mysqlComparison(column).cast : undefined),
  form: (column, value) => (mysqlComparison(column).cast === undefined ? mysqlForm(value) : ''),
  foldsLetters: true,
  list(values) {
    const blocks: string[] = []
    for (let from = 0; from < values.rows.length; from += mostInUnion) blocks.push(union(values, from))
    const sql = blocks.length === 1 ? blocks[0] : blocks.map((block, at) => `select * from (${block}) as b${at}`).join(' union all ')
    return { sql: `(${sql})`, bindings: values.rows.flatMap((row) => row.values) }
  },
  likeness: (column, name) => `hex(${mysqlComparison(column).isWord ? `weight_string(rtrim(${name}))` : `concat(${name})`})`,
  unchanged({ column: { kind, type }, quoted }, value) {
    const hasCollation = kind === 'text' && !/^(set|inet)/i.test(type)
    return hasCollation ? `cast(t.${quoted} as binary) <=> cast(${value} as binary)` : `t.${quoted} <=> ${value}`
  },
}

function union({ table, columns, rows }: ValueRows, from: number): string {
  const [sample] = rows
  // Words take their collation from the column itself, which gives no row.
  const comparisons = columns.map(({ column }) => mysqlComparison(column))
  const typed = columns.map(({ quoted }, part) => {
    const isWord = comparisons[part]?.isWord === true && typeof sample?.values[part] === 'string'
    return `${isWord ? quoted : 'null'} as seedkit_${part}`
  })
  const selects = rows.slice(from, from + mostInUnion).map(({ places }, row) => {
    const list = places.map((place, part) => comparisons[part]?.cast?.(place) ?? place)
    return `select ${from + row + 1},${list.join(',')}`
  })
  return [`select 0 as seedkit_row, ${typed.join(', ')} from ${table} where 1 = 0`, ...selects].join(' union all ')
}

function storable(column: ColumnSchema, encoded: unknown): unknown {
  const { kind, type } = column
  const value = typeof encoded === 'boolean' ? Number(encoded) : encoded
  if (isBits(type)) return bitsOf(value)
  if (isYear(type)) return yearOf(value)
  switch (kind) {
    case 'integer':
    case 'bigint':
    case 'boolean':
    case 'decimal':
      return isNumeric(value) ? value : undefined
    case 'float':
      return isNumeric(value) ? floatOf(column, Number(value)) : undefined
    case 'text':
      if (typeof value === 'string') return /^set\(/i.test(type) ? inOrder(type, value) : withoutSpaces(column, value)
      // A text compared with a number would be taken for a number.
      return mysqlForm(value) === 'number' && !/^set\(/i.test(type) ? String(value) : value
    case 'bytes':
      return padded(type, value)
    default:
      return value
  }
}

function isBits(type: string): boolean {
  return /^bit\b/i.test(type)
}

function isYear(type: string): boolean {
  return /^year\b/i.test(type)
}

/** What is no number would be taken for 0. */
function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value))
}

function floatOf({ type }: ColumnSchema, value: number): number | undefined {
  const scale = /\(\d+,(\d+)\)/.exec(type)?.[1]
  const rounded = scale === undefined ? value : Number(value.toFixed(Number(scale)))
  const stored = /^float/i.test(type) ? Math.fround(rounded) : rounded
  return Number.isFinite(stored) ? stored : undefined
}

/** Text is bytes to a column of bits. */
function bitsOf(value: unknown): unknown {
  if (typeof value !== 'string' && !Buffer.isBuffer(value)) return value
  const digits = Buffer.from(value).toString('hex')
  return BigInt(`0x${digits || '0'}`)
}

/** Two digits stand for 1970 to 2069; as text, zeros for 2000. */
function yearOf(value: unknown): unknown {
  if (!isNumeric(value)) return undefined
  const year = Number(value)
  if (year >= 100 || year < 0 || (typeof value === 'string' && value.trim().length > 2)) return year
  if (year === 0) return typeof value === 'string' ? 2000 : 0
  return year < 70 ? 2000 + year : 1900 + year
}

/** The words of a SET as it keeps them: in the order of the declaration, each once. */
function inOrder(type: string, value: string): string {
  const declared = quotedWords(type)
  const given = value.split(',')
  return given.every((word) => declared.includes(word)) ? declared.filter((word) => given.includes(word)).join(',') : value
}

/** BINARY is filled up with zeros. */
function padded(type: string, value: unknown): unknown {
  const length = Number(/^binary\((\d+)\)/i.exec(type)?.[1] ?? 0)
  if (length === 0 || (typeof value !== 'string' && !Buffer.isBuffer(value))) return value
  const bytes = Buffer.from(value)
  return bytes.length >= length ? bytes : Buffer.concat([bytes, Buffer.alloc(length - bytes.length)])
}
