import type { Orphan, Run } from '../dialects/dialect.js'
import { sqliteExactInteger } from '../values/sqlite-exact-integer.js'

/** Rows that point at nothing, of all databases of the connection; at most so many of each. */
export async function sqliteOrphans(run: Run, most?: number): Promise<readonly Orphan[]> {
  const orphans: Orphan[] = []
  for (const { name } of await run('select name as name from pragma_database_list order by seq')) {
    const schema = String(name)
    const rows = await run(
      `select "table" as child, ${sqliteExactInteger('"rowid"')} as row, parent as parent, fkid as fkid from pragma_foreign_key_check(null, '${schema.replaceAll("'", "''")}')` +
        (most === undefined ? '' : ` limit ${most}`),
    )
    for (const row of rows) {
      const place = { table: String(row['child']), parent: String(row['parent']), row: row['row'], key: row['fkid'] }
      orphans.push(schema === 'main' ? place : { ...place, schema })
    }
  }
  return orphans
}
