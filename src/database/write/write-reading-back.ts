import type { StoredRow } from '../database.js'
import { qualifiedName } from '../qualified-name.js'
import { insertStatement } from './insert-statement.js'
import { keyText } from './key-text.js'
import { literalDefault } from './literal-default.js'
import { chunkLost, sendInsert } from './send-insert.js'
import { decodeRows } from './decode-rows.js'
import { returnedColumns } from './returned-columns.js'
import type { ColumnPlan } from './table-plan.js'
import type { RowChunk, WriteContext } from './write-context.js'

type RawRow = Readonly<Record<string, unknown>>

/** Without RETURNING: INSERT, then one SELECT by the keys, which were given or follow from the first generated one. */
export async function writeReadingBack(context: WriteContext, chunk: RowChunk): Promise<readonly StoredRow[]> {
  const { affected, firstKey } = await sendInsert(context, chunk, insertStatement(context, chunk, ''))
  if (affected !== undefined && affected !== chunk.rows.length) throw await chunkLost(context, chunk, affected)
  const back = returnedColumns(chunk)
  if (affected !== undefined && back.wanted.length === 0) return chunk.rows.map(() => ({}))
  const key = readBackKey(chunk)
  if (key === undefined) return chunk.rows.map((_, k) => withoutKey(chunk, k))
  const read = (step: number) => readBack(context, chunk, key, keysOf(chunk, key, firstKey, step))
  const { keyStep } = context.server
  const first = await read(keyStep)
  const actual = first.step
  // The distance between keys may have changed since it was asked for.
  const { rows } = actual !== undefined && actual !== keyStep ? await read(actual) : first
  if (rows.length !== chunk.rows.length) throw await chunkLost(context, chunk, rows.length)
  return decodeRows(chunk, back, rows)
}

/** The primary key, or else a unique key that every row gives: what a row can be found by again. */
function readBackKey({ plan, columns, request, rows }: RowChunk): readonly ColumnPlan[] | undefined {
  const declared = plan.schema.primaryKey.length > 0 ? plan.schema.primaryKey : request.primaryKey
  const candidates = [declared, ...plan.schema.uniques.map((unique) => unique.columns)]
  for (const names of candidates) {
    const key = names.map((name) => plan.byName.get(name)).filter((column) => column !== undefined)
    if (key.length === 0 || key.length !== names.length) continue
    const known = key.every(
      (column) =>
        column.column.identity ||
        (columns.includes(column) && rows.every((row) => row[column.name] !== null && row[column.name] !== undefined)),
    )
    if (known) return key
  }
  return undefined
}

/** Encoded key values, row by row. */
function keysOf(
  chunk: RowChunk,
  key: readonly ColumnPlan[],
  firstKey: number | bigint | undefined,
  step: number,
): readonly (readonly unknown[])[] {
  return chunk.rows.map((_, k) =>
    key.map((column) => {
      const at = chunk.columns.indexOf(column)
      if (at >= 0) return chunk.bindings[k * chunk.columns.length + at]
      return typeof firstKey === 'bigint' ? String(firstKey + BigInt(k * step)) : (firstKey ?? 0) + k * step
    }),
  )
}

async function readBack(
  context: WriteContext,
  chunk: RowChunk,
  key: readonly ColumnPlan[],
  keys: readonly (readonly unknown[])[],
): Promise<{ readonly rows: readonly RawRow[]; readonly step: number | undefined }> {
  const names = key.map(({ quoted }) => quoted).join(', ')
  const tuple = `(${key.map(({ codec, name }) => codec.placeholder?.(chunk.rows[0]?.[name]) ?? '?').join(', ')})`
  const { all } = returnedColumns(chunk)
  const list = [...new Set([...all, ...key])].map(({ selected }) => selected).join(', ')
  const sql =
    `select ${list}, @@session.auto_increment_increment as step from ${qualifiedName(context.dialect, chunk.request.table)}` +
    ` where ${key.length === 1 ? names : `(${names})`} in (${keys.map(() => tuple).join(',')})`
  const { rows } = await context.read(
    {
      kind: 'select',
      sql,
      bindings: keys.flat(),
      table: chunk.request.table,
      label: chunk.request.label,
    },
    { values: 'raw' },
  )
  const step = rows[0]?.['step']
  return { rows: inOrder(chunk, key, keys, rows), step: step === undefined ? undefined : Number(step) }
}

function inOrder(
  chunk: RowChunk,
  key: readonly ColumnPlan[],
  keys: readonly (readonly unknown[])[],
  rows: readonly RawRow[],
): readonly RawRow[] {
  for (const loosen of [(text: string) => text, (text: string) => text.trimEnd().toLowerCase()]) {
    const found = new Map(
      rows.map((raw) => [
        loosen(
          key.map(({ alias, codec, name }) => keyText(codec.decode(raw[alias], chunk.rows[0]?.[name]))).join('\0'),
        ),
        raw,
      ]),
    )
    const ordered = keys.map((values, k) =>
      found.get(loosen(key.map(({ name }, at) => keyText(chunk.rows[k]?.[name] ?? values[at])).join('\0'))),
    )
    const complete = ordered.filter((row) => row !== undefined)
    if (complete.length === chunk.rows.length) return complete
  }
  return rows.slice(0, Math.min(rows.length, chunk.rows.length - 1))
}

/**
 * A table without any key cannot be read back: the values sent, and the defaults that are literals. What a trigger or an
 * expression put there stays unknown, and is given as null.
 */
function withoutKey(chunk: RowChunk, k: number): StoredRow {
  const row: StoredRow = {}
  for (const { name, column, codec } of chunk.plan.columns) {
    const given = chunk.rows[k]?.[name]
    const standard = given === undefined ? literalDefault(column.defaultExpression) : undefined
    row[name] = given ?? (standard === null || standard === undefined ? null : codec.decode(standard, undefined))
  }
  return row
}
