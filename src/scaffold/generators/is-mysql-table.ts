import type { DatabaseTable } from '../../database/schema/database-schema.js'

/** Types by names that only MySQL and MariaDB print so; PostgreSQL says `integer` and `character varying`, and has a `point` of its own. */
const TYPES = /^(?:int|tinyint|mediumint|varchar|char|datetime|double|decimal|tinytext|mediumtext|longtext|tinyblob|mediumblob|longblob|blob|year|timestamp|enum|set|binary|varbinary|bigint\(\d+\)|smallint\(\d+\))(?:\(.*\))?(?: unsigned)?$/

/** Whether spatial values go in as bytes. */
export function isMysqlTable({ columns }: DatabaseTable): boolean {
  return columns.some(({ baseType, collation }) => TYPES.test(baseType) || /^utf8mb\d_|^latin1_/.test(collation ?? ''))
}
