import type { CatalogueReader } from '../../dialects/dialect.js'
import type { UniqueKeyParts } from '../complete-table.js'
import { groupBy } from '../group-by.js'
import { tableKey } from '../table-key.js'
import { parseCreateIndex } from './parse-create-index.js'

type Row = Readonly<Record<string, unknown>>

/** By table. `ddlOf` gives the text of an index's declaration, where it has one of its own. */
export async function readUniqueKeys(
  read: CatalogueReader,
  places: string,
  schemas: readonly string[],
  ddlOf: (schema: string, index: string) => string | undefined,
): Promise<ReadonlyMap<string, readonly UniqueKeyParts[]>> {
  const rows = await read(
    `select l.schema as db, l.name as tablename, i.name as name, i.origin as origin, x.name as col
     from pragma_table_list as l join pragma_index_list(l.name, l.schema) as i join pragma_index_xinfo(i.name, l.schema) as x
     where l.type = 'table' and l.schema in (${places}) and i."unique" = 1 and i.origin <> 'pk' and x.key = 1 order by l.schema, l.name, i.name, x.seqno`,
    schemas,
  )
  const tables = groupBy(rows, (row) => tableKey(row['db'], row['tablename']), (row) => row)
  return new Map([...tables].map(([key, own]) => [key, [...groupBy(own, (row) => String(row['name']), (row) => row).values()].map((parts) => toKey(parts, ddlOf))]))
}

function toKey(rows: readonly Row[], ddlOf: (schema: string, index: string) => string | undefined): UniqueKeyParts {
  const name = String(rows[0]?.['name'])
  const declaration = parseCreateIndex(ddlOf(String(rows[0]?.['db']), name) ?? '')
  return {
    name,
    // An expression has no column.
    parts: rows.map(({ col }, place) => ({
      column: col === null ? undefined : String(col),
      expression: col === null ? (declaration.parts[place] ?? '') : undefined,
      prefix: undefined,
    })),
    predicate: declaration.predicate,
    nullsCollide: false,
    constraint: rows[0]?.['origin'] === 'u',
    deferrable: undefined,
  }
}
