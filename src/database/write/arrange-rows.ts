import { DatabaseError } from '../../errors/database-error.js'
import type { Dialect } from '../dialects/dialect.js'
import { printedName } from '../printed-name.js'
import { keyText } from './key-text.js'
import { rowidAlias, type ColumnPlan } from './table-plan.js'
import type { RowChunk } from './write-context.js'

type RawRow = Readonly<Record<string, unknown>>

/**
 * Rows that RETURNING gave, in the order in which they were sent. No database promises that order: a key that was given
 * is matched, a key that was counted up has to ascend (or descend, where it is counted down). `returned`: the columns that came back.
 */
export function arrangeRows(
  dialect: Dialect,
  chunk: RowChunk,
  rows: readonly RawRow[],
  returned: readonly ColumnPlan[] = chunk.plan.columns,
): readonly RawRow[] {
  const { plan } = chunk
  const key = plan.schema.primaryKey.map((name) => plan.byName.get(name)).filter((column) => column !== undefined)
  if (key.length > 0 && key.every((column) => chunk.columns.includes(column)))
    return byGivenKey(dialect, chunk, rows, key)
  if (plan.rowid !== undefined)
    return ascending(rows, rowidAlias) ? rows : rows.toSorted((a, b) => compare(a[rowidAlias], b[rowidAlias]))
  const counted = key.find((column) => column.column.identity)
  if (counted === undefined || inSteps(rows, counted)) return rows
  return matchesGiven(chunk, rows, returned) ? rows : refuse(chunk, 'their generated keys do not ascend')
}

function byGivenKey(
  dialect: Dialect,
  chunk: RowChunk,
  rows: readonly RawRow[],
  key: readonly ColumnPlan[],
): readonly RawRow[] {
  const wanted = chunk.rows.map((given) => key.map(({ name }) => keyText(given[name])).join('\0'))
  const received = rows.map((raw, k) =>
    key.map(({ name, alias, codec }) => keyText(codec.decode(raw[alias], chunk.rows[k]?.[name]))).join('\0'),
  )
  if (wanted.every((text, k) => text === received[k])) return rows
  const places = new Map(received.map((text, k) => [text, k]))
  const arranged = wanted.map((text) => rows[places.get(text) ?? -1])
  const complete = arranged.filter((row) => row !== undefined)
  if (complete.length === rows.length && places.size === rows.length) return complete
  // The database stores the keys in other words (padding, letter case): it has to say the order itself.
  if (dialect.returnsInOrder) return rows
  if (chunk.plan.rowid !== undefined && ascending(rows, rowidAlias)) return rows
  return refuse(chunk, 'the keys that came back are not the ones given')
}

function inSteps(rows: readonly RawRow[], { alias, column: { sequence } }: ColumnPlan): boolean {
  return ascending(rows, alias) || (sequence !== undefined && sequence.step < 0n && ascending(rows.toReversed(), alias))
}

function ascending(rows: readonly RawRow[], alias: string): boolean {
  for (let k = 1; k < rows.length; k++) {
    if (compare(rows[k - 1]?.[alias], rows[k]?.[alias]) >= 0) return false
  }
  return true
}

/** Numbers, as such or as text. */
function compare(a: unknown, b: unknown): number {
  const [left, right] = [Number(a), Number(b)]
  return left === right && !Number.isSafeInteger(left) ? compareDigits(String(a), String(b)) : left - right
}

const decimal = /^(-?\d+)\.?(\d*)$/

/** Where a number of JavaScript rounds. */
function compareDigits(a: string, b: string): number {
  const [, wholeA = '0', fractionA = ''] = decimal.exec(a) ?? []
  const [, wholeB = '0', fractionB = ''] = decimal.exec(b) ?? []
  const scale = Math.max(fractionA.length, fractionB.length)
  const [left, right] = [BigInt(wholeA + fractionA.padEnd(scale, '0')), BigInt(wholeB + fractionB.padEnd(scale, '0'))]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Every row holds the plain values given at its place (a counter that runs backwards, a trigger that makes keys). */
function matchesGiven(chunk: RowChunk, rows: readonly RawRow[], returned: readonly ColumnPlan[]): boolean {
  const plain = chunk.columns.filter((each) => returned.includes(each) && ['integer', 'text', 'uuid', 'enum'].includes(each.column.kind))
  if (plain.length === 0 && returned.length < chunk.plan.columns.length) return false
  return rows.every((raw, k) =>
    plain.every(({ name, alias, codec }) => {
      const given = chunk.rows[k]?.[name]
      const value = raw[alias]
      if (given === null || typeof given === 'object') return true
      return value !== null && keyText(codec.decode(value, given)) === keyText(given)
    }),
  )
}

function refuse(chunk: RowChunk, reason: string): never {
  throw DatabaseError.orderUnknown({
    table: printedName(chunk.request.table),
    source: chunk.request.origin(chunk.indexes[0] ?? 0),
    reason,
  })
}
