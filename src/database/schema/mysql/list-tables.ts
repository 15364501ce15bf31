import type { CatalogueReader } from '../../dialects/dialect.js'
import type { LeftOutTable } from '../database-schema.js'

export interface MysqlTable {
  readonly schema: string
  readonly name: string
  readonly comment: string | undefined
  /** What it is, if no table. */
  readonly reason: LeftOutTable['reason'] | undefined
}

/** All tables of some databases that the user has any privilege on. */
export async function listTables(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<readonly MysqlTable[]> {
  const rows = await read(
    `select t.table_schema as db, t.table_name as tablename, t.table_type as type, t.table_comment as comment
     from information_schema.tables t where t.table_schema in (${places})`,
    schemas,
  )
  return rows.map((row) => {
    const reason = reasons[String(row['type']).toUpperCase()]
    const comment = String(row['comment'] ?? '')
    return { schema: String(row['db']), name: String(row['tablename']), comment: comment === '' ? undefined : comment, reason }
  })
}

const reasons: Readonly<Record<string, LeftOutTable['reason']>> = { VIEW: 'view', 'SYSTEM VIEW': 'view', SEQUENCE: 'sequence' }
