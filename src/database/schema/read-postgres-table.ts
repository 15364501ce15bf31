import type { CatalogueReader } from '../dialects/dialect.js'
import { jsonList } from './json-list.js'
import { postgresKind } from './postgres-kind.js'
import type { CheckConstraint, ColumnSchema, ForeignKey, SequenceSchema, TableSchema, UniqueKey } from './table-schema.js'

type Row = Readonly<Record<string, unknown>>

const columnsQuery = `
  select n.nspname as schema, c.relname as tablename, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    coalesce(b.typname, t.typname) as base, coalesce(e.typname, '') as element, coalesce(b.typtype, t.typtype) as typtype,
    a.attnotnull as required, a.attidentity as identity, a.attgenerated as generated, a.atttypmod as modifier,
    pg_get_expr(d.adbin, d.adrelid) as expr, t.typdefault as domaindefault,
    (select json_agg(l.enumlabel order by l.enumsortorder) from pg_enum l where l.enumtypid = coalesce(b.oid, t.oid)) as labels,
    (select json_build_object('schema', m.nspname, 'name', s.relname, 'step', q.seqincrement::text, 'lowest', q.seqmin::text,
        'highest', q.seqmax::text, 'access', case when pg_has_role(s.relowner, 'USAGE') then 'owner'
          when has_sequence_privilege(s.oid, 'SELECT') and has_sequence_privilege(s.oid, 'UPDATE') then 'setval' else 'none' end)::text
      from (
        select o.objid as id from pg_depend o where o.refclassid = 'pg_class'::regclass and o.refobjid = c.oid
          and o.refobjsubid = a.attnum and o.classid = 'pg_class'::regclass and o.deptype = 'i'
        union all
        select o.refobjid from pg_depend o where o.classid = 'pg_attrdef'::regclass and o.objid = d.oid
          and o.refclassid = 'pg_class'::regclass and pg_get_expr(d.adbin, d.adrelid) like 'nextval(%'
      ) f join pg_sequence q on q.seqrelid = f.id join pg_class s on s.oid = f.id join pg_namespace m on m.oid = s.relnamespace
      limit 1) as sequence
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_type b on b.oid = t.typbasetype and t.typtype = 'd'
  left join pg_type e on e.oid = coalesce(b.typelem, t.typelem) and coalesce(b.typcategory, t.typcategory) = 'A'
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.oid = to_regclass(?) order by a.attnum`

const keyColumns = (numbers: string, table: string) => `
  (select json_agg(a.attname order by u.place) from unnest(${numbers}) with ordinality as u(num, place)
   join pg_attribute a on a.attrelid = ${table} and a.attnum = u.num)`

// Servers before version 15 have no such column.
const nullsCollide = `coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)`

const constraintsQuery = `
  select k.conname as name, k.contype::text as kind, ${keyColumns('k.conkey', 'k.conrelid')} as columns,
    n.nspname as parentschema, p.relname as parent, ${keyColumns('k.confkey', 'k.confrelid')} as foreigncolumns,
    case when k.contype = 'c' then pg_get_constraintdef(k.oid) end as expr, ${nullsCollide} as nullscollide,
    case when k.condeferred then 'always' when k.condeferrable then 'on request' end as deferrable
  from pg_constraint k
  left join pg_index i on i.indexrelid = k.conindid and k.contype = 'u'
  left join pg_class p on p.oid = k.confrelid
  left join pg_namespace n on n.oid = p.relnamespace
  where k.conrelid = to_regclass(?) and k.contype in ('p', 'u', 'f', 'c')
  union all
  select c.relname, 'u', ${keyColumns('(i.indkey::int2[])[0:i.indnkeyatts - 1]', 'i.indrelid')}, null, null, null, null, ${nullsCollide}, null
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = to_regclass(?) and i.indisunique and i.indpred is null and i.indexprs is null
    and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`

/** Two reads a table. `regclass` is the quoted name, which PostgreSQL itself looks up along the search path. */
export async function readPostgresTable(read: CatalogueReader, regclass: string): Promise<TableSchema | undefined> {
  const rows = await read(columnsQuery, [regclass])
  const first = rows[0]
  if (first === undefined) return undefined
  const constraints = await read(constraintsQuery, [regclass, regclass])
  return {
    schema: String(first['schema']),
    name: String(first['tablename']),
    columns: rows.map(toColumn),
    primaryKey: jsonList(constraints.find((row) => row['kind'] === 'p')?.['columns']),
    uniques: constraints.filter((row) => row['kind'] === 'u').map(toUnique),
    foreignKeys: constraints.filter((row) => row['kind'] === 'f').map(toForeignKey),
    checks: constraints.filter((row) => row['kind'] === 'c').map(toCheck),
    rowid: false,
  }
}

function toColumn(row: Row): ColumnSchema {
  const base = String(row['base'])
  const expr = row['expr'] ?? row['domaindefault']
  const labels = jsonList(row['labels'])
  const kind = row['typtype'] === 'e' ? 'enum' : row['element'] === '' ? postgresKind(base) : 'array'
  return {
    name: String(row['name']),
    type: String(row['type']),
    kind,
    element: kind === 'array' ? postgresKind(String(row['element'])) : undefined,
    nullable: row['required'] !== true,
    defaultExpression: expr === null || expr === undefined || row['generated'] === 's' ? undefined : String(expr),
    identity: row['identity'] !== '' || String(expr).startsWith('nextval('),
    generated: row['generated'] === 's' || row['identity'] === 'a',
    length:
      (base === 'varchar' || base === 'bpchar') && Number(row['modifier']) > 4
        ? Number(row['modifier']) - 4
        : undefined,
    scale: scaleOf(base, Number(row['modifier'])),
    values: labels.length === 0 ? undefined : labels,
    sequence: toSequence(row['sequence']),
  }
}

function toSequence(text: unknown): SequenceSchema | undefined {
  if (typeof text !== 'string') return undefined
  const found = JSON.parse(text) as Readonly<Record<keyof SequenceSchema, string>> // as the query above builds it
  return {
    schema: found.schema,
    name: found.name,
    step: BigInt(found.step),
    lowest: BigInt(found.lowest),
    highest: BigInt(found.highest),
    access: found.access === 'owner' || found.access === 'setval' ? found.access : 'none',
  }
}

function scaleOf(base: string, modifier: number): number | undefined {
  if (modifier < 0) return undefined
  return base === 'numeric' ? (modifier - 4) & 0x7ff : base.startsWith('timestamp') ? modifier : undefined
}

function toUnique(row: Row): UniqueKey {
  const key = { name: String(row['name']), columns: jsonList(row['columns']) }
  return row['nullscollide'] === true ? { ...key, nullsCollide: true } : key
}

function toForeignKey(row: Row): ForeignKey {
  return {
    name: String(row['name']),
    columns: jsonList(row['columns']),
    table: { schema: String(row['parentschema']), name: String(row['parent']) },
    foreignColumns: jsonList(row['foreigncolumns']),
    ...(row['deferrable'] === null ? {} : { deferrable: row['deferrable'] === 'always' ? ('always' as const) : ('on request' as const) }),
  }
}

function toCheck(row: Row): CheckConstraint {
  return { name: String(row['name']), expression: String(row['expr']) }
}
