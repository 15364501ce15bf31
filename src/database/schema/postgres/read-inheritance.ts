import type { CatalogueReader } from '../../dialects/dialect.js'
import { partitionKeyColumns, toPartitionKey, type PartitionKey } from './list-relations.js'

/** That a table is a partition of another, or inherits from it. */
export interface PostgresDescent {
  readonly child: string
  readonly parent: string
  readonly parentName: { readonly schema: string; readonly name: string }
  /** A partition's bounds, as printed: `FOR VALUES IN ('a', 'b')`; undefined for one that merely inherits. */
  readonly bound: string | undefined
  /** Where the child is partitioned itself. */
  readonly key: PartitionKey | undefined
}

// From the tables of these schemas up and down; partitions may live in other schemas.
const descentQuery = (schemas: string) => `
  with recursive tree as (
    select i.inhrelid, i.inhparent, i.inhseqno from pg_inherits i join pg_class a on a.oid = i.inhparent join pg_class b on b.oid = i.inhrelid
    where a.relkind in ('r', 'p') and (a.relnamespace in (select oid from pg_namespace where nspname in (${schemas}))
      or b.relnamespace in (select oid from pg_namespace where nspname in (${schemas})))
    union
    select i.inhrelid, i.inhparent, i.inhseqno from pg_inherits i join tree t on i.inhparent = t.inhrelid
  )
  select t.inhrelid::text as child, t.inhparent::text as parent, m.nspname as parentschema, r.relname as parentname,
    pg_get_expr(c.relpartbound, c.oid) as bound, ${partitionKeyColumns}
  from tree t join pg_class c on c.oid = t.inhrelid join pg_class r on r.oid = t.inhparent join pg_namespace m on m.oid = r.relnamespace
  left join pg_partitioned_table p on p.partrelid = c.oid
  order by t.inhrelid, t.inhseqno`

export async function readInheritance(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<readonly PostgresDescent[]> {
  const rows = await read(descentQuery(places), [...schemas, ...schemas])
  return rows.map((row) => ({
    child: String(row['child']),
    parent: String(row['parent']),
    parentName: { schema: String(row['parentschema']), name: String(row['parentname']) },
    bound: row['bound'] === null ? undefined : String(row['bound']),
    key: toPartitionKey(row),
  }))
}
