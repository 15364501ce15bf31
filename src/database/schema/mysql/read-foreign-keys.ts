import type { CatalogueReader } from '../../dialects/dialect.js'
import type { DatabaseForeignKey, ReferentialAction } from '../database-schema.js'
import { groupBy } from '../group-by.js'
import { tableKey } from '../table-key.js'

type Row = Readonly<Record<string, unknown>>

const columnsQuery = (places: string) => `
  select k.table_schema as db, k.table_name as tablename, k.constraint_name as name, k.column_name as col,
    k.referenced_table_schema as parentdb, k.referenced_table_name as parent, k.referenced_column_name as foreigncol
  from information_schema.key_column_usage k where k.table_schema in (${places}) and k.referenced_table_name is not null
  order by k.table_schema, k.table_name, k.constraint_name, k.ordinal_position`

const rulesQuery = (places: string) => `
  select r.constraint_schema as db, r.table_name as tablename, r.constraint_name as name, r.delete_rule as ondelete, r.update_rule as onupdate
  from information_schema.referential_constraints r where r.constraint_schema in (${places})`

/** By table. The catalogue keeps columns and rules apart, and is slow to join them. */
export async function readForeignKeys(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<ReadonlyMap<string, readonly DatabaseForeignKey[]>> {
  const rules = groupBy(await read(rulesQuery(places), schemas), keyOf, (row) => row)
  const tables = groupBy(await read(columnsQuery(places), schemas), keyOf, (row) => row)
  return new Map([...tables].map(([key, rows]) => [key, toForeignKeys(rows, rules.get(key) ?? [])]))
}

const keyOf = (row: Row): string => tableKey(row['db'], row['tablename'])

function toForeignKeys(rows: readonly Row[], rules: readonly Row[]): readonly DatabaseForeignKey[] {
  return [...groupBy(rows, (row) => String(row['name']), (row) => row)].map(([name, own]) => {
    const rule = rules.find((each) => each['name'] === name)
    return {
      name,
      columns: own.map((row) => String(row['col'])),
      table: { schema: String(own[0]?.['parentdb']), name: String(own[0]?.['parent']) },
      foreignColumns: own.map((row) => String(row['foreigncol'])),
      onDelete: actionOf(rule?.['ondelete']),
      onUpdate: actionOf(rule?.['onupdate']),
      matchFull: false,
      deferrable: undefined,
    }
  })
}

const actions: readonly ReferentialAction[] = ['no action', 'restrict', 'cascade', 'set null', 'set default']

function actionOf(rule: unknown): ReferentialAction {
  return actions.find((action) => action === String(rule).toLowerCase()) ?? 'no action'
}
