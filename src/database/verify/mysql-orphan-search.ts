import type { Dialect } from '../dialects/dialect.js'
import type { SearchStatement } from '../dialects/key-search.js'
import { qualifiedName } from '../qualified-name.js'
import type { ForeignKey } from '../schema/table-schema.js'
import type { TableName } from '../table-name.js'
import type { ColumnPlan, TablePlan } from '../write/table-plan.js'

/** Where rows without a parent are searched for. */
export interface OrphanSearch {
  readonly table: TableName
  readonly plan: TablePlan
  readonly key: ForeignKey
  /** Condition on the table. */
  readonly where: SearchStatement
  /**
   * `rows`: each row is looked at, and one without a parent comes with its own key. `values`: what rows point with is looked at once, however many point with it;
   * by the index of the foreign key, that takes a trip a value, not a row.
   */
  readonly each: 'rows' | 'values'
  /** The index that the condition is for; else the optimizer may read all that points somewhere. */
  readonly index?: string | undefined
}

export interface OrphanStatement extends SearchStatement {
  /** The columns that come back, under their aliases. */
  readonly shown: readonly ColumnPlan[]
}

/**
 * Selects what has no parent. The parents that are there are locked, as by the check of a single row, so that nobody removes one before the transaction ends; and they are
 * those of this moment, not those that the transaction saw first. Nothing else is locked: a subquery that gives a value is never turned into a join, for which the whole
 * table of the parents might be read, and the place behind its last row be locked for everyone who adds one.
 */
export function mysqlOrphanSearch(dialect: Dialect, { table, plan, key, where, each, index }: OrphanSearch): OrphanStatement {
  const names = key.columns.map((name) => dialect.quote(name))
  const shown = plan.columns.filter(({ name }) => key.columns.includes(name) || (each === 'rows' && plan.schema.primaryKey.includes(name)))
  const list = shown.map(({ codec, quoted, alias }) => `${codec.read?.(`c.${quoted}`) ?? `c.${quoted}`} as ${alias}`).join(', ')
  const given = [where.sql, ...names.map((name) => `${name} is not null`)].join(' and ')
  const hint = index === undefined ? '' : ` force index (${dialect.quote(index)})`
  const child = qualifiedName(dialect, table)
  const rows = each === 'rows' ? `${child} c${hint} where ${given} and` : `(select distinct ${names.join(', ')} from ${child}${hint} where ${given}) c where`
  const parent = qualifiedName(dialect, key.table.schema === undefined ? key.table.name : { schema: key.table.schema, name: key.table.name })
  const match = names.map((name, part) => `p.${dialect.quote(key.foreignColumns[part] ?? '')} = c.${name}`).join(' and ')
  return {
    sql: `select ${list} from ${rows} (select 1 from ${parent} p where ${match} limit 1 lock in share mode) is null limit 1`,
    bindings: where.bindings,
    shown,
  }
}
