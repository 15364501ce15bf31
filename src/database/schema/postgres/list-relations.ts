import type { CatalogueReader } from '../../dialects/dialect.js'
import { jsonList } from '../json-list.js'

/** A table, or what passes for one in the catalogue. */
export interface PostgresRelation {
  readonly id: string
  readonly schema: string
  readonly name: string
  /** pg_class.relkind: r table, p partitioned, v view, m materialized view, f foreign table. */
  readonly kind: string
  readonly isPartition: boolean
  readonly isOfExtension: boolean
  readonly comment: string | undefined
  readonly key: PartitionKey | undefined
}

export interface PartitionKey {
  /** l list, r range, h hash. */
  readonly strategy: string
  /** As printed, with the strategy: `RANGE (created_at)`. */
  readonly printed: string
  /** '' for an expression. */
  readonly columns: readonly string[]
}

/** Columns of a query that tell a partitioned table's key; `c` is pg_class, `p` pg_partitioned_table. */
export const partitionKeyColumns = `
  p.partstrat::text as strategy, case when p.partrelid is not null then pg_get_partkeydef(c.oid) end as partkey,
  (select json_agg(coalesce(a.attname, '') order by u.place) from unnest(p.partattrs::int2[]) with ordinality as u(num, place)
    left join pg_attribute a on a.attrelid = p.partrelid and a.attnum = u.num and u.num > 0) as partcolumns`

const relationsQuery = (schemas: string) => `
  select c.oid::text as id, n.nspname as schema, c.relname as name, c.relkind::text as kind, c.relispartition as ispartition,
    d.description as comment,
    exists (select 1 from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e') as isofextension,
    ${partitionKeyColumns}
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join pg_partitioned_table p on p.partrelid = c.oid
  left join pg_description d on d.objoid = c.oid and d.classoid = 'pg_class'::regclass and d.objsubid = 0
  where n.nspname in (${schemas}) and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and (has_table_privilege(c.oid, 'SELECT, INSERT') or has_any_column_privilege(c.oid, 'SELECT, INSERT'))
  order by c.relname`

/** All that the role may read or write. */
export async function listRelations(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<readonly PostgresRelation[]> {
  const rows = await read(relationsQuery(places), schemas)
  return rows.map((row) => ({
    id: String(row['id']),
    schema: String(row['schema']),
    name: String(row['name']),
    kind: String(row['kind']),
    isPartition: row['ispartition'] === true,
    isOfExtension: row['isofextension'] === true,
    comment: row['comment'] === null ? undefined : String(row['comment']),
    key: toPartitionKey(row),
  }))
}

export function toPartitionKey(row: Readonly<Record<string, unknown>>): PartitionKey | undefined {
  if (row['strategy'] === null) return undefined
  return { strategy: String(row['strategy']), printed: String(row['partkey']), columns: jsonList(row['partcolumns']) }
}
