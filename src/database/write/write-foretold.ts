import type { InsertRow, StoredRow } from '../database.js'
import type { BulkBatch, ReadyBatch } from './bulk-writer.js'
import type { ColumnPlan } from './table-plan.js'
import type { WriteContext } from './write-context.js'

/** Rows of which all columns are wanted back, where nothing but their keys has to be read: what was given comes back as it is known to, and what was left out is NULL. */
interface Foretold {
  /** What of it the database is asked for. */
  readonly batch: BulkBatch
  /** The whole rows, with what came back. */
  complete(keys: readonly StoredRow[]): readonly StoredRow[]
}

/** Writes rows that can be foretold in bulk. Undefined where a value is the database's business; then nothing was written. */
export async function writeForetold(context: WriteContext, batch: BulkBatch): Promise<readonly StoredRow[] | undefined> {
  const foretold = foretell(batch)
  const keys = foretold && (await context.dialect.bulk?.write(context, foretold.batch))
  return keys && foretold?.complete(keys)
}

/** As `BulkWriter.prepare`, for rows that can be foretold. */
export function prepareForetold(context: WriteContext, batch: BulkBatch): ReadyBatch | undefined {
  const foretold = foretell(batch)
  const ready = foretold && context.dialect.bulk?.prepare?.(context, foretold.batch)
  if (foretold === undefined || ready === undefined) return undefined
  return {
    pace: ready.pace,
    async write() {
      const keys = await ready.write()
      return keys && foretold.complete(keys)
    },
  }
}

/** Undefined where a value is the database's business. */
function foretell(batch: BulkBatch): Foretold | undefined {
  const { request, plan, group } = batch
  const columns = plan.columns.map((column) => foretold(column, group.columns))
  const [given] = group.columns
  if (given === undefined || columns.includes(undefined)) return undefined
  const known = columns.filter((column) => column !== undefined)
  const rows = group.indexes.map((index) => rowOf(known, request.rows[index] ?? {}))
  if (rows.includes(undefined)) return undefined
  const counted = known.filter(({ from }) => from === 'counter').map(({ name }) => name)
  return {
    // One given column makes sure that nothing on the way changes rows.
    batch: { ...batch, request: { ...request, wanted: [...counted, given.name] } },
    complete: (keys) => rows.map((row, k) => withKeys(row ?? {}, counted, keys[k] ?? {})),
  }
}

interface ForetoldColumn {
  readonly name: string
  readonly from: 'row' | 'counter' | 'nothing'
  readonly foretell: (value: unknown) => unknown
}

function foretold({ name, column, codec }: ColumnPlan, given: readonly ColumnPlan[]): ForetoldColumn | undefined {
  const nothing = (): unknown => null
  if (given.some((each) => each.name === name)) return codec.foretell && { name, from: 'row', foretell: codec.foretell }
  if (column.identity) return { name, from: 'counter', foretell: nothing }
  return column.generated || column.defaultExpression !== undefined ? undefined : { name, from: 'nothing', foretell: nothing }
}

function rowOf(columns: readonly ForetoldColumn[], given: InsertRow): StoredRow | undefined {
  const row: StoredRow = {}
  for (const { name, from, foretell } of columns) {
    const value = from === 'row' ? given[name] : null
    const stored = value === null ? null : foretell(value)
    if (stored === undefined) return undefined
    row[name] = stored
  }
  return row
}

function withKeys(row: StoredRow, counted: readonly string[], keys: StoredRow): StoredRow {
  for (const name of counted) row[name] = keys[name]
  return row
}
