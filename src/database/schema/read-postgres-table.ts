import type { CatalogueReader } from '../dialects/dialect.js'
import { postgresSyntax } from './checks/sql-syntax.js'
import { jsonList } from './json-list.js'
import { otherWordings, settingsQuery } from './postgres/other-wordings.js'
import { columnsQuery, toColumn } from './postgres/read-columns.js'
import { toTypes, typesQuery, type PostgresType } from './postgres/read-types.js'
import { readNarrowKey, type IndexText } from './read-narrow-key.js'
import type { CheckConstraint, ColumnSchema, ForeignKey, SequenceSchema, TableSchema, UniqueKey } from './table-schema.js'

type Row = Readonly<Record<string, unknown>>

// Bits of tgtype: 1 for each row, 2 before, 4 INSERT, 64 instead. Triggers of partitions act on rows that are sent to the whole.
const directQuery = `
  c.relkind in ('r', 'p') and not row_security_active(c.oid)
    and not exists (select 1 from pg_rewrite r where r.ev_class = c.oid and r.ev_type = '3' and r.ev_enabled <> 'D')
    and not exists (
      select 1 from (select c.oid as id union select t.relid from pg_partition_tree(c.oid) t) p
      left join pg_class l on l.oid = p.id and l.relkind = 'f'
      left join pg_trigger g on g.tgrelid = p.id and not g.tgisinternal and g.tgenabled <> 'D' and g.tgtype & 5 = 5 and g.tgtype & 66 <> 0
      where l.oid is not null or g.oid is not null
    )`

const fillsQuery = `
  exists (
    select 1 from (select c.oid as id union select t.relid from pg_partition_tree(c.oid) t) p join pg_trigger g on g.tgrelid = p.id
    where not g.tgisinternal and g.tgenabled <> 'D' and g.tgtype & 5 = 5 and g.tgtype & 66 <> 0
  )`

// Those that run at COMMIT are not waited for. Rows that the role may not read are not read again.
const afterQuery = `
  c.relkind in ('r', 'p') and not row_security_active(c.oid) and has_table_privilege(c.oid, 'SELECT')
    and exists (
      select 1 from (select c.oid as id union select t.relid from pg_partition_tree(c.oid) t) p join pg_trigger g on g.tgrelid = p.id
      where not g.tgisinternal and g.tgenabled <> 'D' and g.tgtype & 4 = 4 and g.tgtype & 66 = 0 and not g.tginitdeferred
    )`

// What a rule gives back stands in its action; one with a condition never gives anything.
const insteadQuery = `
  exists (select 1 from pg_rewrite r where r.ev_class = c.oid and r.ev_type = '3' and r.ev_enabled <> 'D' and r.is_instead)
    and not exists (select 1 from pg_rewrite r where r.ev_class = c.oid and r.ev_type = '3' and r.ev_enabled <> 'D' and r.ev_action::text like '%:returningList (%')`

const sequenceQuery = `
  select json_build_object('schema', m.nspname, 'name', s.relname, 'step', q.seqincrement::text, 'lowest', q.seqmin::text,
      'highest', q.seqmax::text, 'cycles', q.seqcycle, 'usable', has_sequence_privilege(s.oid, 'USAGE') or has_sequence_privilege(s.oid, 'UPDATE'),
      'access', case when pg_has_role(s.relowner, 'USAGE') then 'owner'
        when has_sequence_privilege(s.oid, 'SELECT') and has_sequence_privilege(s.oid, 'UPDATE') then 'setval' else 'none' end)::text
    from (
      select o.objid as id from pg_depend o where o.refclassid = 'pg_class'::regclass and o.refobjid = c.oid
        and o.refobjsubid = a.attnum and o.classid = 'pg_class'::regclass and o.deptype = 'i'
      union all
      select o.refobjid from pg_depend o where o.classid = 'pg_attrdef'::regclass and o.objid = b.oid
        and o.refclassid = 'pg_class'::regclass and pg_get_expr(b.adbin, b.adrelid) like 'nextval(%'
    ) f join pg_sequence q on q.seqrelid = f.id join pg_class s on s.oid = f.id join pg_namespace m on m.oid = s.relnamespace
    limit 1`

// What is told of the whole table comes with its first column.
const tableQuery = columnsQuery(
  'c.oid = to_regclass(?)',
  `, n.nspname as schema, c.relname as tablename, (${sequenceQuery}) as sequence,
    case when row_number() over (order by a.attnum) = 1 then
      json_build_object('direct', (${directQuery}), 'instead', (${insteadQuery}), 'after', (${afterQuery}), 'fills', (${fillsQuery}), 'settings', ${settingsQuery},
        'types', (select json_agg(t) from (${typesQuery('c.oid = to_regclass(?)')}) t))::text
    end as facts`,
)

const keyColumns = (numbers: string, table: string) => `
  (select json_agg(a.attname order by u.place) from unnest(${numbers}) with ordinality as u(num, place)
   join pg_attribute a on a.attrelid = ${table} and a.attnum = u.num)`

// Servers before version 15 have no such column.
const nullsCollide = `coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)`

// A foreign key to a partitioned table has one more row for each of its partitions, whose parent is the key itself.
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
    and not exists (select 1 from pg_constraint o where o.oid = k.conparentid and o.conrelid = k.conrelid)
  union all
  select c.relname, 'u', ${keyColumns('(i.indkey::int2[])[0:i.indnkeyatts - 1]', 'i.indrelid')}, null, null, null, null, ${nullsCollide}, null
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = to_regclass(?) and i.indisunique and i.indpred is null and i.indexprs is null
    and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
  union all
  select c.relname, 'n', null, null, null, null, json_build_object('predicate', pg_get_expr(i.indpred, i.indrelid), 'parts', (
      select json_agg(json_build_object('column', a.attname, 'expression', case when u.num = 0 then pg_get_indexdef(i.indexrelid, u.place::int, false) end) order by u.place)
      from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) with ordinality as u(num, place)
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.num and u.num <> 0))::text, ${nullsCollide}, null
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = to_regclass(?) and i.indisunique and (i.indpred is not null or i.indexprs is not null)`

/** Two reads a table. `regclass` is the quoted name, which PostgreSQL itself looks up along the search path. */
export async function readPostgresTable(read: CatalogueReader, regclass: string): Promise<TableSchema | undefined> {
  const rows = await read(tableQuery, [regclass, regclass])
  const first = rows[0]
  if (first === undefined) return undefined
  const constraints = await read(constraintsQuery, [regclass, regclass, regclass])
  const { direct, instead, after, fills, settings, types } = JSON.parse(String(first['facts'])) as TableFacts // as the query above builds it
  const others = otherWordings(settings)
  const byId = toTypes(types ?? [])
  const columns = rows.map((row) => toColumnSchema(row, byId))
  const narrowKeys = constraints.filter((row) => row['kind'] === 'n').flatMap((row) => readNarrowKey(toIndexText(row), columns, postgresSyntax) ?? [])
  return {
    schema: String(first['schema']),
    name: String(first['tablename']),
    columns,
    primaryKey: jsonList(constraints.find((row) => row['kind'] === 'p')?.['columns']),
    uniques: constraints.filter((row) => row['kind'] === 'u').map(toUnique),
    ...(narrowKeys.length === 0 ? {} : { narrowKeys }),
    foreignKeys: constraints.filter((row) => row['kind'] === 'f').map(toForeignKey),
    checks: constraints.filter((row) => row['kind'] === 'c').map(toCheck),
    rowid: false,
    direct,
    ...(instead ? { insteadRules: true } : {}),
    ...(after ? { afterTriggers: true } : {}),
    ...(fills ? { triggersFill: true } : {}),
    ...(others.length > 0 ? { settings: others } : {}),
  }
}

interface TableFacts {
  readonly direct: boolean
  readonly instead: boolean
  readonly after: boolean
  readonly fills: boolean
  readonly settings: Readonly<Record<string, string>>
  readonly types: readonly Row[] | null
}

function toColumnSchema(row: Row, types: ReadonlyMap<string, PostgresType>): ColumnSchema {
  const { name, type, kind, element, nullable, defaultExpression, identity, generated, length, scale, values } = toColumn(row, types).parts
  const ofArray = kind === 'array'
  return {
    name,
    type,
    kind,
    element,
    nullable,
    defaultExpression,
    identity,
    generated,
    // Those of an array are its elements'.
    length: ofArray ? undefined : length,
    scale: ofArray ? undefined : scale,
    values: ofArray ? undefined : values,
    sequence: toSequence(row['sequence']),
  }
}

function toSequence(text: unknown): SequenceSchema | undefined {
  if (typeof text !== 'string') return undefined
  const found = JSON.parse(text) as Readonly<Record<'schema' | 'name' | 'step' | 'lowest' | 'highest' | 'access', string> & Record<'cycles' | 'usable', boolean>> // as the query above builds it
  return {
    schema: found.schema,
    name: found.name,
    step: BigInt(found.step),
    lowest: BigInt(found.lowest),
    highest: BigInt(found.highest),
    cycles: found.cycles,
    usable: found.usable,
    access: found.access === 'owner' || found.access === 'setval' ? found.access : 'none',
  }
}

function toUnique(row: Row): UniqueKey {
  const key = { name: String(row['name']), columns: jsonList(row['columns']) }
  return row['nullscollide'] === true ? { ...key, nullsCollide: true } : key
}

function toIndexText(row: Row): IndexText {
  const { parts, predicate } = JSON.parse(String(row['expr'])) as Record<'predicate', string | null> & { readonly parts: readonly Record<'column' | 'expression', string | null>[] } // as the query above builds it
  return {
    name: String(row['name']),
    parts: parts.map(({ column, expression }) => ({ column: column ?? undefined, expression: expression ?? undefined })),
    predicate: predicate ?? undefined,
    ...(row['nullscollide'] === true ? { nullsCollide: true } : {}),
  }
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
