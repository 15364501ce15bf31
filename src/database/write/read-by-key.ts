import type { StatementLabel, StoredRow } from '../database.js'
import { qualifiedName } from '../qualified-name.js'
import type { TableName } from '../table-name.js'
import { decodeRow } from './decode-row.js'
import { keyText } from './key-text.js'
import type { ColumnPlan, TablePlan } from './table-plan.js'
import type { WriteContext } from './write-context.js'

type RawRow = Readonly<Record<string, unknown>>

/** Rows that are known by their key. */
export interface KnownRows {
  readonly table: TableName
  readonly plan: TablePlan
  readonly key: readonly ColumnPlan[]
  /** As they are, or should be: what comes back gets the types of what is here. */
  readonly rows: readonly StoredRow[]
  readonly label: StatementLabel
}

/** Reads rows again, in one statement, in their order; one that is not there is undefined. */
export async function readByKey(context: WriteContext, known: KnownRows): Promise<readonly (StoredRow | undefined)[]> {
  const { table, plan, key, rows, label } = known
  const { sql: condition, bindings } = context.dialect.keyCondition({
    columns: key.map(({ quoted, column }) => ({ quoted, type: column.type })),
    keys: rows.map((row) => ({
      bindings: key.map(({ codec, name }) => codec.encode(row[name])),
      places: key.map(({ codec, name }) => codec.placeholder?.(row[name]) ?? '?'),
    })),
  })
  const sql = `select ${plan.readList} from ${qualifiedName(context.dialect, table)} where ${condition}`
  const found = await context.read({ kind: 'select', sql, bindings, table, label }, { values: 'raw' })
  return inOrderOfKeys(known, found.rows)
}

/** Rows that came back, decoded, in the order of those they are. */
export function inOrderOfKeys({ plan, key, rows }: KnownRows, received: readonly RawRow[]): readonly (StoredRow | undefined)[] {
  const sample = rows[0] ?? {}
  for (const loosen of [(text: string) => text, (text: string) => text.trimEnd().toLowerCase()]) {
    const found = new Map(
      received.map((raw) => [loosen(key.map(({ name, alias, codec }) => keyText(codec.decode(raw[alias], sample[name]))).join('\0')), raw]),
    )
    const ordered = rows.map((row) => found.get(loosen(key.map(({ name }) => keyText(row[name])).join('\0'))))
    // What the database stores in other words (padding, letter case) is found in the second round.
    if (found.size === rows.length && ordered.every((raw) => raw !== undefined)) return rows.map((row, at) => decodeRow(plan, ordered[at] ?? {}, row))
    if (received.length !== rows.length) return rows.map((row, at) => ordered[at] && decodeRow(plan, ordered[at], row))
  }
  return rows.map(() => undefined)
}
