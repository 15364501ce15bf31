import type { CatalogueReader } from '../../dialects/dialect.js'
import type { ServerFacts } from '../../dialects/server-facts.js'
import { groupBy } from '../group-by.js'
import type { CheckConstraint } from '../table-schema.js'
import { catalogueText } from './catalogue-text.js'
import { tableKey } from '../table-key.js'

// MariaDB names checks by table and enforces all of them; MySQL by database, and it tells of their table elsewhere.
const mariadbQuery = (places: string) => `
  select k.constraint_schema as db, k.table_name as tablename, k.constraint_name as name, k.check_clause as expr
  from information_schema.check_constraints k where k.constraint_schema in (${places})`

const mysqlQuery = (places: string) => `
  select t.table_schema as db, t.table_name as tablename, k.constraint_name as name, k.check_clause as expr
  from information_schema.check_constraints k
  join information_schema.table_constraints t on t.constraint_schema = k.constraint_schema and t.constraint_name = k.constraint_name
  where t.table_schema in (${places}) and t.constraint_type = 'CHECK' and t.enforced = 'YES'`

/** By table. */
export async function readChecks(read: CatalogueReader, places: string, schemas: readonly string[], facts: ServerFacts): Promise<ReadonlyMap<string, readonly CheckConstraint[]>> {
  if (!facts.namesChecks) return new Map()
  const rows = await read(facts.quotedDefaults ? mariadbQuery(places) : mysqlQuery(places), schemas)
  return groupBy(rows, (row) => tableKey(row['db'], row['tablename']), (row) => ({ name: String(row['name']), expression: catalogueText(row['expr'], facts) }))
}
