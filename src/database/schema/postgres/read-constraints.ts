import type { CatalogueReader } from '../../dialects/dialect.js'
import type { DatabaseForeignKey, Deferrable, ReferentialAction } from '../database-schema.js'
import { groupBy } from '../group-by.js'
import { jsonList } from '../json-list.js'
import type { CheckConstraint } from '../table-schema.js'
import { withoutCopies } from './without-copies.js'

type Row = Readonly<Record<string, unknown>>

const columnsOf = (numbers: string, table: string) => `
  (select json_agg(a.attname order by u.place) from unnest(${numbers}) with ordinality as u(num, place) join pg_attribute a on a.attrelid = ${table} and a.attnum = u.num)`

// What is declared for a partition alone holds for rows of the whole. Foreign keys to a partitioned table have one more row for each of its partitions, whose parent is
// the key itself. Servers before version 18 enforce all.
const constraintsQuery = (schemas: string) => `
  select case when c.relispartition then pg_partition_root(c.oid) else c.oid end::oid::text as id, c.relispartition as ofpartition, k.conname as name, k.contype::text as kind, ${columnsOf('k.conkey', 'k.conrelid')} as columns,
    m.nspname as parentschema, p.relname as parent, case when k.contype = 'f' then ${columnsOf('k.confkey', 'k.confrelid')} end as foreigncolumns,
    k.confdeltype::text as ondelete, k.confupdtype::text as onupdate, k.confmatchtype::text as match,
    case when k.condeferred then 'always' when k.condeferrable then 'on request' end as deferrable,
    case k.contype when 'c' then pg_get_expr(k.conbin, k.conrelid) when 'x' then pg_get_constraintdef(k.oid) end as expr
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_class p on p.oid = k.confrelid and k.contype = 'f' left join pg_namespace m on m.oid = p.relnamespace
  where n.nspname in (${schemas}) and c.relkind in ('r', 'p') and k.contype in ('p', 'f', 'c', 'x') and (k.contype <> 'f' or k.conparentid = 0)
    and (not c.relispartition or (k.contype in ('f', 'c') and k.conparentid = 0 and k.coninhcount = 0))
    and coalesce(to_jsonb(k) ->> 'conenforced', 'true') = 'true'
  order by c.relispartition, k.conname`

export type PostgresConstraint =
  | { readonly kind: 'primary key'; readonly columns: readonly string[] }
  | { readonly kind: 'foreign key'; readonly key: DatabaseForeignKey }
  | { readonly kind: 'check' | 'exclusion'; readonly check: CheckConstraint }

/** By table id; all but the unique ones, which are indexes. Those of partitions are their table's, each once. */
export async function readConstraints(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<ReadonlyMap<string, readonly PostgresConstraint[]>> {
  const rows = withoutCopies(await read(constraintsQuery(places), schemas), (row) => [row['id'], row['columns'], row['parentschema'], row['parent'], row['foreigncolumns'], row['expr']])
  return groupBy(rows, (row) => String(row['id']), toConstraint)
}

function toConstraint(row: Row): PostgresConstraint {
  switch (row['kind']) {
    case 'p':
      return { kind: 'primary key', columns: jsonList(row['columns']) }
    case 'f':
      return { kind: 'foreign key', key: toForeignKey(row) }
    default:
      return { kind: row['kind'] === 'c' ? 'check' : 'exclusion', check: { name: String(row['name']), expression: String(row['expr']) } }
  }
}

function toForeignKey(row: Row): DatabaseForeignKey {
  return {
    name: String(row['name']),
    columns: jsonList(row['columns']),
    table: { schema: String(row['parentschema']), name: String(row['parent']) },
    foreignColumns: jsonList(row['foreigncolumns']),
    onDelete: actions[String(row['ondelete'])] ?? 'no action',
    onUpdate: actions[String(row['onupdate'])] ?? 'no action',
    matchFull: row['match'] === 'f',
    deferrable: toDeferrable(row['deferrable']),
  }
}

const actions: Readonly<Record<string, ReferentialAction>> = { a: 'no action', r: 'restrict', c: 'cascade', n: 'set null', d: 'set default' }

function toDeferrable(value: unknown): Deferrable | undefined {
  return value === 'always' || value === 'on request' ? value : undefined
}
