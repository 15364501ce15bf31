import type { CatalogueReader } from '../../dialects/dialect.js'
import type { ServerFacts } from '../../dialects/server-facts.js'
import type { UniqueKeyParts } from '../complete-table.js'
import type { UniqueKeyPart } from '../database-schema.js'
import { groupBy } from '../group-by.js'
import { catalogueText } from './catalogue-text.js'
import { tableKey } from '../table-key.js'

type Row = Readonly<Record<string, unknown>>

// Only MySQL 8 has indexes on expressions, as it has checks.
const indexesQuery = (places: string, expression: string) => `
  select s.table_schema as db, s.table_name as tablename, s.index_name as name, s.column_name as col, s.sub_part as prefix, ${expression} as expr
  from information_schema.statistics s where s.table_schema in (${places}) and s.non_unique = 0
  order by s.table_schema, s.table_name, s.index_name, s.seq_in_index`

export interface MysqlKeys {
  readonly primaryKey: readonly string[]
  readonly uniqueKeys: readonly UniqueKeyParts[]
}

/** Primary and unique keys, by table. */
export async function readKeys(read: CatalogueReader, places: string, schemas: readonly string[], facts: ServerFacts): Promise<ReadonlyMap<string, MysqlKeys>> {
  const rows = await read(indexesQuery(places, facts.namesChecks && !facts.quotedDefaults ? 's.expression' : 'null'), schemas)
  const tables = groupBy(rows, (row) => tableKey(row['db'], row['tablename']), (row) => row)
  return new Map([...tables].map(([key, own]) => [key, toKeys(own, facts)]))
}

function toKeys(rows: readonly Row[], facts: ServerFacts): MysqlKeys {
  const keys = [...groupBy(rows, (row) => String(row['name']), (row) => toPart(row, facts))]
  const primary = keys.find(([name]) => name === 'PRIMARY')?.[1] ?? []
  return {
    primaryKey: primary.flatMap(({ column }) => column ?? []),
    uniqueKeys: keys
      .filter(([name]) => name !== 'PRIMARY')
      .map(([name, parts]) => ({ name, parts, predicate: undefined, nullsCollide: false, constraint: true, deferrable: undefined })),
  }
}

function toPart(row: Row, facts: ServerFacts): UniqueKeyPart {
  const column = row['col'] === null ? undefined : String(row['col'])
  return {
    column,
    expression: column === undefined ? catalogueText(row['expr'], facts) : undefined,
    prefix: row['prefix'] === null ? undefined : Number(row['prefix']),
  }
}
