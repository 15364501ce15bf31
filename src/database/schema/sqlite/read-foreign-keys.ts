import type { CatalogueReader } from '../../dialects/dialect.js'
import type { DatabaseForeignKey, ReferentialAction } from '../database-schema.js'
import { groupBy } from '../group-by.js'
import { tableKey } from '../table-key.js'
import type { DeclaredForeignKey } from './parse-create-table.js'

type Row = Readonly<Record<string, unknown>>

/** A foreign key as SQLite's pragma has it. */
export interface SqliteForeignKey {
  readonly parent: string
  readonly columns: readonly string[]
  /** Empty where the declaration leaves them out: the parent's primary key. */
  readonly foreignColumns: readonly string[]
  readonly onDelete: ReferentialAction
  readonly onUpdate: ReferentialAction
}

/** By table, in the order declared. */
export async function readForeignKeys(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<ReadonlyMap<string, readonly SqliteForeignKey[]>> {
  const rows = await read(
    `select l.schema as db, l.name as tablename, f.id as id, f."table" as parent, f."from" as col, f."to" as foreigncol, f.on_delete as ondelete, f.on_update as onupdate
     from pragma_table_list as l join pragma_foreign_key_list(l.name, l.schema) as f where l.type = 'table' and l.schema in (${places})
     order by l.schema, l.name, f.id desc, f.seq`,
    schemas,
  )
  const tables = groupBy(rows, (row) => tableKey(row['db'], row['tablename']), (row) => row)
  return new Map([...tables].map(([key, own]) => [key, [...groupBy(own, (row) => String(row['id']), (row) => row).values()].map(toForeignKey)]))
}

function toForeignKey(rows: readonly Row[]): SqliteForeignKey {
  return {
    parent: String(rows[0]?.['parent']),
    columns: rows.map((row) => String(row['col'])),
    foreignColumns: rows.flatMap((row) => (row['foreigncol'] === null ? [] : [String(row['foreigncol'])])),
    onDelete: actionOf(rows[0]?.['ondelete']),
    onUpdate: actionOf(rows[0]?.['onupdate']),
  }
}

const actions: readonly ReferentialAction[] = ['no action', 'restrict', 'cascade', 'set null', 'set default']

function actionOf(rule: unknown): ReferentialAction {
  return actions.find((action) => action === String(rule).toLowerCase()) ?? 'no action'
}

/** With what the declaration adds; `keyOf` tells a parent as it is called, and its primary key. */
export function foreignKeyParts(
  schema: string,
  keys: readonly SqliteForeignKey[],
  declared: readonly DeclaredForeignKey[],
  keyOf: (parent: string) => { readonly name: string; readonly primaryKey: readonly string[] } | undefined,
): readonly DatabaseForeignKey[] {
  return keys.map(({ parent, columns, foreignColumns, onDelete, onUpdate }, place) => {
    const known = keyOf(parent)
    const own = declared.length === keys.length ? declared[place] : undefined
    return {
      name: own?.name ?? '',
      columns,
      table: { schema, name: known?.name ?? parent },
      foreignColumns: foreignColumns.length > 0 ? foreignColumns : (known?.primaryKey ?? []),
      onDelete,
      onUpdate,
      matchFull: false,
      deferrable: own?.deferred === true ? 'always' : undefined,
    }
  })
}
