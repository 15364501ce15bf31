import type { CatalogueReader } from '../../dialects/dialect.js'
import { jsonList } from '../json-list.js'
import type { CheckConstraint } from '../table-schema.js'

/** A type that some column has, or one below it: a domain's base, an array's element. */
export interface PostgresType {
  readonly schema: string
  readonly name: string
  readonly isDomain: boolean
  readonly isEnum: boolean
  /** The type below a domain, as an id and as printed. */
  readonly base: string
  readonly printedBase: string
  /** The id of an array's elements' type; undefined for what is no array. */
  readonly element: string | undefined
  readonly modifier: number
  readonly required: boolean
  readonly defaultExpression: string | undefined
  readonly collation: string | undefined
  /** The words of an enum. */
  readonly labels: readonly string[]
  readonly checks: readonly CheckConstraint[]
}

/** Which tables' types: a condition on pg_class `c` and its pg_namespace `n`. */
export const typesQuery = (tables: string) => `
  with recursive used as (
    select distinct a.atttypid as id from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where ${tables} and a.attnum > 0 and not a.attisdropped
    union
    select case when t.typtype = 'd' then t.typbasetype else t.typelem end from used u join pg_type t on t.oid = u.id
    where t.typtype = 'd' or (t.typcategory = 'A' and t.typelem <> 0)
  )
  select t.oid::text as id, n.nspname as schema, t.typname as name, t.typtype::text as form, t.typbasetype::text as base,
    format_type(t.typbasetype, t.typtypmod) as printedbase, case when t.typcategory = 'A' and t.typelem <> 0 then t.typelem::text end as element,
    t.typtypmod as modifier, t.typnotnull as required, t.typdefault as expr, o.collname as collation,
    (select json_agg(l.enumlabel order by l.enumsortorder) from pg_enum l where l.enumtypid = t.oid) as labels,
    (select json_agg(json_build_array(k.conname, pg_get_expr(k.conbin, 0)) order by k.conname)::text
      from pg_constraint k where k.contypid = t.oid and k.contype = 'c') as checks
  from used u join pg_type t on t.oid = u.id join pg_namespace n on n.oid = t.typnamespace
  left join pg_collation o on o.oid = t.typcollation`

/** By id. `places` are the placeholders of the schemas' names. */
export async function readTypes(read: CatalogueReader, places: string, schemas: readonly string[]): Promise<ReadonlyMap<string, PostgresType>> {
  return toTypes(await read(typesQuery(`n.nspname in (${places}) and c.relkind in ('r', 'p') and not c.relispartition`), schemas))
}

/** Rows of the query, by id. */
export function toTypes(rows: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, PostgresType> {
  return new Map(
    rows.map((row): [string, PostgresType] => [
      String(row['id']),
      {
        schema: String(row['schema']),
        name: String(row['name']),
        isDomain: row['form'] === 'd',
        isEnum: row['form'] === 'e',
        base: String(row['base']),
        printedBase: String(row['printedbase']),
        element: row['element'] === null ? undefined : String(row['element']),
        modifier: Number(row['modifier']),
        required: row['required'] === true,
        defaultExpression: row['expr'] === null ? undefined : String(row['expr']),
        collation: row['collation'] === null ? undefined : String(row['collation']),
        labels: jsonList(row['labels']),
        checks: toChecks(row['checks']),
      },
    ]),
  )
}

function toChecks(text: unknown): readonly CheckConstraint[] {
  if (typeof text !== 'string') return []
  const pairs = JSON.parse(text) as readonly (readonly [string, string])[] // as the query above builds them
  return pairs.map(([name, expression]) => ({ name, expression }))
}
