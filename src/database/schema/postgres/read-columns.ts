import type { CatalogueReader } from '../../dialects/dialect.js'
import type { ColumnParts } from '../complete-table.js'
import { groupBy } from '../group-by.js'
import type { PostgresType } from './read-types.js'
import { resolveType } from './resolve-type.js'

type Row = Readonly<Record<string, unknown>>

/** Which tables' columns: a condition on pg_class `c` and its pg_namespace `n`; and what more to tell of each. */
export const columnsQuery = (tables: string, more = '') => `
  select a.attrelid::text as id, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.atttypid::text as typeid,
    a.atttypmod as modifier, a.attnotnull as required, a.attidentity::text as identity, a.attgenerated::text as generated,
    pg_get_expr(b.adbin, b.adrelid) as expr, o.collname as collation, d.description as comment, a.attinhcount = 0 as isown${more}
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef b on b.adrelid = a.attrelid and b.adnum = a.attnum
  left join pg_collation o on o.oid = a.attcollation
  left join pg_description d on d.objoid = a.attrelid and d.classoid = 'pg_class'::regclass and d.objsubid = a.attnum
  where ${tables} and a.attnum > 0 and not a.attisdropped
  order by a.attrelid, a.attnum`

/** A column, and where it comes from. */
export interface PostgresColumn {
  /** It comes from no other table. */
  readonly isOwn: boolean
  readonly parts: ColumnParts
}

/** By table id. */
export async function readColumns(
  read: CatalogueReader,
  places: string,
  schemas: readonly string[],
  types: ReadonlyMap<string, PostgresType>,
): Promise<ReadonlyMap<string, readonly PostgresColumn[]>> {
  const rows = await read(columnsQuery(`n.nspname in (${places}) and c.relkind in ('r', 'p') and not c.relispartition`), schemas)
  return groupBy(rows, (row) => String(row['id']), (row) => toColumn(row, types))
}

export function toColumn(row: Row, types: ReadonlyMap<string, PostgresType>): PostgresColumn {
  const type = String(row['type'])
  const resolved = resolveType(String(row['typeid']), type, Number(row['modifier']), types)
  const { domain, limits } = resolved
  const storage = row['generated'] === 's' ? 'stored' : row['generated'] === 'v' ? 'virtual' : undefined
  const own = row['expr'] === null ? undefined : String(row['expr'])
  const expression = own ?? domain?.defaultExpression
  const identity = String(row['identity'])
  const counts = identity !== '' || expression?.startsWith('nextval(') === true
  const collation = row['collation'] === null ? undefined : String(row['collation'])
  const parts: ColumnParts = {
    name: String(row['name']),
    type,
    baseType: resolved.baseType,
    kind: resolved.kind,
    element: resolved.element,
    nullable: row['required'] !== true && domain?.nullable !== false,
    defaultExpression: storage === undefined ? withoutNull(expression) : undefined,
    identity: counts,
    generated: storage !== undefined || identity === 'a',
    ...limits,
    values: resolved.values,
    members: undefined,
    integerRange: resolved.integerRange,
    unsigned: false,
    computed: storage === undefined ? undefined : { storage, expression: own ?? '' },
    collation: collation === resolved.usualCollation ? undefined : collation,
    comment: row['comment'] === null ? undefined : String(row['comment']),
    domain,
    elementChecks: resolved.elementChecks,
  }
  return { isOwn: row['isown'] === true, parts }
}

function withoutNull(expression: string | undefined): string | undefined {
  return expression === undefined || /^null(?:::|$)/i.test(expression) ? undefined : expression
}
