import type { InsertRequest } from '../database.js'
import type { TablePlan } from '../write/table-plan.js'
import type { WriteContext } from '../write/write-context.js'

/** What matters of a table for writing many rows, beside its columns. */
export interface MysqlTableFacts {
  /** A savepoint undoes what was written, and keys count up without gaps inside a statement. */
  readonly engine: 'transactional' | 'partitioned' | 'other'
  /** A trigger may put other values into rows than those given. */
  readonly changesRows: boolean
  /** A trigger may write other rows, into any table. */
  readonly firesTriggers: boolean
}

const facts = new WeakMap<TablePlan, Promise<MysqlTableFacts>>()
const read = new WeakMap<TablePlan, MysqlTableFacts>()

const query = `select t.engine as engine, t.create_options as options, g.early as early, g.triggers as triggers
  from information_schema.tables t
  cross join (select count(*) as triggers, coalesce(sum(action_timing = 'BEFORE'), 0) as early from information_schema.triggers
    where event_object_schema = ? and event_object_table = ? and event_manipulation = 'INSERT') g
  where t.table_schema = ? and t.table_name = ?`

/** The same, where they were read already. */
export function knownMysqlTableFacts(plan: TablePlan): MysqlTableFacts | undefined {
  return read.get(plan)
}

/** Read once a table and run. A view has no engine. */
export function mysqlTableFacts(context: WriteContext, plan: TablePlan, request: Pick<InsertRequest, 'table' | 'label'>): Promise<MysqlTableFacts> {
  const known = facts.get(plan)
  if (known !== undefined) return known
  const reading = readFacts(context, plan, request)
  facts.set(plan, reading)
  reading.then(
    (known) => read.set(plan, known),
    // A failed read is not remembered.
    () => facts.delete(plan),
  )
  return reading
}

async function readFacts(context: WriteContext, { schema }: TablePlan, { table, label }: Pick<InsertRequest, 'table' | 'label'>): Promise<MysqlTableFacts> {
  const { rows } = await context.read({ kind: 'catalogue', sql: query, bindings: [schema.schema, schema.name, schema.schema, schema.name], table, label })
  const [row] = rows
  const transactional = String(row?.['engine']).toLowerCase() === 'innodb'
  const partitioned = /partitioned/i.test(String(row?.['options']))
  const isThere = (triggers: string): boolean => Number(row?.[triggers] ?? 1) > 0
  return { engine: !transactional ? 'other' : partitioned ? 'partitioned' : 'transactional', changesRows: isThere('early'), firesTriggers: isThere('triggers') }
}
