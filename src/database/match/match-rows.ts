import { DatabaseError } from '../../errors/database-error.js'
import type { Database, InsertRequest, InsertRow, StoredRow } from '../database.js'
import { printedName } from '../printed-name.js'
import { qualifiedName } from '../qualified-name.js'
import { decodeRow } from '../write/decode-row.js'
import { keyText } from '../write/key-text.js'
import { planTable, type ColumnPlan, type TablePlan } from '../write/table-plan.js'
import { compareStored, type Verdict } from './compare-stored.js'
import { listKeys, type NaturalKeys } from './list-keys.js'
import { valueLists, type ValueList } from './value-lists.js'

export interface MatchRequest extends InsertRequest {
  /** Columns whose values have to be equal, NULL to NULL. */
  readonly by: readonly string[]
}

/** A row of a table that was asked for; one object, whoever asked for it. */
export interface MatchedRow {
  /** The row in the JavaScript types of the values given. */
  as(given: InsertRow): StoredRow
  /** Whether the row holds a value already. */
  compare(column: string, value: unknown): Verdict
}

/** What was found for a row given. */
export interface Match {
  /** The same for two rows given whose values in these columns are the same. */
  readonly key: string
  readonly rows: readonly MatchedRow[]
}

type RawRow = Readonly<Record<string, unknown>>

/**
 * The rows of a table that are equal to those given in some columns, for each row given; in the order of the primary key. The database's own equality
 * decides, and which row is whose.
 */
export async function matchRows(database: Database, request: MatchRequest): Promise<readonly Match[]> {
  const plan = planTable(database.dialect, await database.schemaOf(request.table, request.label))
  checkColumns(plan, request)
  const keys = listKeys(database.dialect, plan, request)
  const found = keys.texts.map((): MatchedRow[] => [])
  const known = new Map<string, MatchedRow>()
  for (const list of valueLists(database.dialect, qualifiedName(database.dialect, request.table), keys.columns, keys.rows)) {
    for (const raw of await selectRows(database, plan, request, keys, list)) {
      const place = list.indexes[Number(raw['k0']) - 1]
      if (place !== undefined) found[place]?.push(matchedRow(plan, raw, known))
    }
  }
  return keys.texts.map((key, place) => ({ key, rows: found[place] ?? [] }))
}

/** A name that is no column would go unseen where the row is there already. */
function checkColumns(plan: TablePlan, request: MatchRequest): void {
  const names = new Set([...request.by, ...request.rows.flatMap((row) => Object.keys(row))])
  for (const name of names) {
    if (plan.byName.has(name)) continue
    throw DatabaseError.unknownColumn({ column: name, table: printedName(request.table), source: request.origin(0), known: [...plan.byName.keys()] })
  }
}

function selectRows(database: Database, plan: TablePlan, request: MatchRequest, { columns }: NaturalKeys, list: ValueList): Promise<readonly RawRow[]> {
  const { dialect } = database
  const { table, label } = request
  const equal = columns.map(({ quoted }, part) => (list.names[part] === undefined ? `t.${quoted} is null` : `t.${quoted} = ${list.names[part]}`))
  const order = plan.schema.primaryKey.map((name) => `t.${dialect.quote(name)}`).join(', ')
  const read = plan.columns.map(({ selected }) => selected).join(', ')
  const sql = `select k.seedkit_row as k0, ${read} from ${list.sql} join ${qualifiedName(dialect, table)} as t on ${equal.join(' and ')}${order === '' ? '' : ` order by ${order}`}`
  return database.execute({ kind: 'select', sql, bindings: list.bindings, table, label }, { values: 'raw' })
}

function matchedRow(plan: TablePlan, raw: RawRow, known: Map<string, MatchedRow>): MatchedRow {
  const text = identity(plan).map(({ alias }) => keyText(raw[alias])).join('\0')
  const row = known.get(text) ?? {
    as: (given) => decodeRow(plan, raw, given),
    compare(name, value) {
      const column = plan.byName.get(name)
      return column === undefined ? 'other' : compareStored(column, raw[column.alias], value)
    },
  }
  known.set(text, row)
  return row
}

/** Without a primary key, two rows that are alike in everything are not told apart: whoever finds one of them finds both. */
function identity({ schema, columns, byName }: TablePlan): readonly ColumnPlan[] {
  if (schema.primaryKey.length === 0) return columns
  return schema.primaryKey.map((name) => byName.get(name)).filter((column) => column !== undefined)
}
