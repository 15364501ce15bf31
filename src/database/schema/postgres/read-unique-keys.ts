import type { CatalogueReader } from '../../dialects/dialect.js'
import type { UniqueKeyParts } from '../complete-table.js'
import { groupBy } from '../group-by.js'
import { jsonList } from '../json-list.js'
import { withoutCopies } from './without-copies.js'

type Row = Readonly<Record<string, unknown>>

// NULLS NOT DISTINCT came with version 15. A partition's own unique index, its primary key among them, holds for the rows of the whole that are in it.
const indexesQuery = (schemas: string) => `
  select case when c.relispartition then pg_partition_root(c.oid) else c.oid end::oid::text as id, c.relispartition as ofpartition, x.relname as name,
    (select json_agg(coalesce(a.attname, '') order by u.place) from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) with ordinality as u(num, place)
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.num and u.num <> 0) as columns,
    case when i.indexprs is not null then (select json_agg(pg_get_indexdef(i.indexrelid, s, false) order by s) from generate_series(1, i.indnkeyatts) s) end as expressions,
    pg_get_expr(i.indpred, i.indrelid) as predicate, coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) as nullscollide,
    k.oid is not null as isconstraint, case when k.condeferred then 'always' when k.condeferrable then 'on request' end as deferrable
  from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_constraint k on k.conindid = i.indexrelid and k.contype = 'u'
  where n.nspname in (${schemas}) and c.relkind in ('r', 'p') and i.indisunique
    and case when c.relispartition then not exists (select 1 from pg_inherits h where h.inhrelid = i.indexrelid) else not i.indisprimary end
  order by c.relispartition, x.relname`

/** By table id. Those of partitions are their table's, each once. */
export async function readUniqueKeys(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<ReadonlyMap<string, readonly UniqueKeyParts[]>> {
  const rows = withoutCopies(await read(indexesQuery(places), schemas), (row) => [row['id'], row['columns'], row['expressions'], row['predicate']])
  return groupBy(rows, (row) => String(row['id']), toKey)
}

function toKey(row: Row): UniqueKeyParts {
  const expressions = jsonList(row['expressions'])
  return {
    name: String(row['name']),
    // An expression has no column.
    parts: jsonList(row['columns']).map((column, place) => ({ column: column === '' ? undefined : column, expression: column === '' ? expressions[place] : undefined, prefix: undefined })),
    predicate: row['predicate'] === null ? undefined : String(row['predicate']),
    nullsCollide: row['nullscollide'] === true,
    constraint: row['isconstraint'] === true,
    deferrable: row['deferrable'] === 'always' || row['deferrable'] === 'on request' ? row['deferrable'] : undefined,
  }
}
