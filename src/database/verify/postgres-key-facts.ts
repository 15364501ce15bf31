/** A foreign key that can be dropped and added again as it is. */
export interface PostgresForeignKey {
  readonly name: string
  /** `FOREIGN KEY (user_id) REFERENCES public.users(id) …`, as the catalogue prints it. */
  readonly definition: string
  readonly comment: string | null
}

export interface PostgresKeyFacts {
  readonly keys: readonly PostgresForeignKey[]
  /** Of validated, enforced keys of the table's own: what else hangs on them would be lost, or the role may not add them again. */
  readonly fixed: readonly string[]
  /** The role owns the table. */
  readonly isOwned: boolean
  /** Row-level security of the table, or of one that it points at. */
  readonly isSecured: boolean
  /** Of the table's file, partitions included: with rows as small as can be, more do not fit. */
  readonly mostRows: number
}

/**
 * Keys of partitions, and those to partitions, hang on that of the whole; they get its name when it is added to them, and no comment. One row; `?` is the table for regclass. To be read with no schema in the search path, so that definitions name
 * theirs.
 */
export const postgresKeyQuery = `
  select pg_has_role(c.relowner, 'USAGE') as owned, c.relrowsecurity or coalesce(f.secured, false) as secured, f.keys, f.fixed,
    (select coalesce(sum(pg_relation_size(p.id)), 0) / 28 from (select c.oid as id union select t.relid from pg_partition_tree(c.oid) t) p)::text as mostrows
  from pg_class c
  cross join lateral (
    select bool_or(k.secured) as secured, json_agg(k.name) filter (where not k.movable)::text as fixed,
      json_agg(json_build_object('name', k.name, 'definition', pg_get_constraintdef(k.id), 'comment', obj_description(k.id, 'pg_constraint')) order by k.id)
        filter (where k.movable)::text as keys
    from (
      select k.oid as id, k.conname as name, p.relrowsecurity as secured,
        has_schema_privilege(p.relnamespace, 'USAGE')
        and (select bool_and(has_column_privilege(p.oid, u.num, 'REFERENCES')) from unnest(k.confkey) as u(num))
        and not exists (
          with recursive part as (
            select k.oid as id, k.conrelid as rel, true as same
            union all select q.oid, q.conrelid, q.conname = k.conname or q.conrelid = part.rel from pg_constraint q join part on q.conparentid = part.id
          )
          select 1 from part where not same or (id <> k.oid and obj_description(id, 'pg_constraint') is not null)
            or exists (select 1 from pg_trigger t where t.tgconstraint = id and t.tgenabled <> 'O')
        ) as movable
      from pg_constraint k join pg_class p on p.oid = k.confrelid
      where k.conrelid = c.oid and k.contype = 'f' and k.convalidated and k.conparentid = 0 and coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
    ) as k
  ) as f
  where c.oid = to_regclass(?)`

export function readPostgresKeyFacts(row: Readonly<Record<string, unknown>> | undefined): PostgresKeyFacts {
  const list = (column: string): unknown => (typeof row?.[column] === 'string' ? JSON.parse(row[column]) : [])
  return {
    keys: list('keys') as readonly PostgresForeignKey[], // as the query builds them
    fixed: list('fixed') as readonly string[],
    isOwned: row?.['owned'] === true,
    isSecured: row?.['secured'] === true,
    mostRows: Number(row?.['mostrows'] ?? 0),
  }
}
