import { driverErrorFields } from '../failures/driver-error.js'
import { driverMessage } from '../failures/driver-message.js'
import { explainStatement } from '../failures/explain-statement.js'
import type { Statement } from '../database.js'
import type { TableSchema } from '../schema/table-schema.js'
import { postgresName } from '../dialects/postgres-name.js'
import { quoteName } from '../dialects/quote-name.js'
import { postgresLiteral } from '../literals/postgres-literal.js'
import { questionMarks } from '../question-marks.js'
import { printedName } from '../printed-name.js'
import type { WriteContext } from '../write/write-context.js'
import { explainBadKey } from './explain-bad-key.js'
import { postgresKeyQuery, readPostgresKeyFacts, type PostgresForeignKey, type PostgresKeyFacts } from './postgres-key-facts.js'
import type { VerifiedCall, VerifiedKeys, VerifiedTable } from './verified-keys.js'

/**
 * PostgreSQL: the foreign keys of a table are dropped before its first row and added again at the end of the call, in its transaction: the database checks
 * all rows in one go, and whatever fails on the way, the keys come back with ROLLBACK.
 */
export const postgresVerifiedKeys: VerifiedKeys = { provesAllRows: true, begin: () => new PostgresVerifiedCall() }

/** A table whose keys are dropped. */
interface OpenTable extends VerifiedTable {
  readonly keys: readonly PostgresForeignKey[]
}

const savepoint = 'seedkit_verify'
/** How long others may keep a table that is to be altered. */
const patience = '5s'
/** Rows that a table may hold where nobody knows how many are to come: to check them all takes no longer than a few thousand new ones. */
const fewRows = 100_000

/** Why a table's keys stay as they are. */
class Unsuited extends Error {}

class PostgresVerifiedCall implements VerifiedCall {
  readonly #seen = new Set<TableSchema>()
  readonly #open: OpenTable[] = []

  async setAside(context: WriteContext, table: VerifiedTable): Promise<void> {
    const { schema } = table
    if (schema.foreignKeys.length === 0 || this.#seen.has(schema)) return
    this.#seen.add(schema)
    const reason = await this.#drop(context, table)
    if (reason !== undefined) context.observer?.note?.(`The foreign keys of table "${printedName(table.table)}" are checked row by row: ${reason}.`)
  }

  /** The database looks at all rows. */
  wrote(): void {}

  async finish(context: WriteContext): Promise<void> {
    for (let table = this.#open[0]; table !== undefined; table = this.#open[0]) {
      await addKeys(context, table)
      this.#open.shift()
    }
  }

  /** On a transaction of the user's, which may go on, the keys must not be missing; in one that has failed they come back by themselves. */
  async abandon(context: WriteContext): Promise<void> {
    try {
      await this.finish(context)
    } catch {
      // Then nothing can be committed. What the call failed with is what has to be told.
    }
    this.#open.length = 0
  }

  /** Gives the reason why not. */
  async #drop(context: WriteContext, table: VerifiedTable): Promise<string | undefined> {
    if (context.knex.isTransaction !== true) return 'outside a transaction they cannot be dropped for a while'
    const send = running(context, table)
    await send(`savepoint ${savepoint}`)
    try {
      const keys = await dropKeys(context, table)
      await send(`release savepoint ${savepoint}`)
      if (keys.length > 0) this.#open.push({ ...table, keys })
      return undefined
    } catch (error) {
      if (!(error instanceof Unsuited)) throw error
      await send(`rollback to savepoint ${savepoint}`)
      await send(`release savepoint ${savepoint}`)
      return error.message
    }
  }
}

async function dropKeys(context: WriteContext, table: VerifiedTable): Promise<readonly PostgresForeignKey[]> {
  const send = trying(context, table)
  const facts = await readFacts(send, table)
  await refuseUnsuited(send, table, facts)
  for (const name of facts.fixed) context.observer?.note?.(`Foreign key "${name}" of table "${printedName(table.table)}" is checked row by row: it could not be added again as it is.`)
  if (facts.keys.length === 0) return []
  const [own] = await send("select current_setting('lock_timeout') as patience, set_config('lock_timeout', case current_setting('lock_timeout') when '0' then ? else current_setting('lock_timeout') end, true)", [patience])
  await alter(send, table, facts.keys.map(({ name }) => `drop constraint ${quoteName(name, '"')}`))
  await send(`select set_config('lock_timeout', ?, true)`, [own?.['patience']])
  return facts.keys
}

async function readFacts(send: Send, table: VerifiedTable): Promise<PostgresKeyFacts> {
  const [own] = await send("select current_setting('search_path') as path, set_config('search_path', 'pg_catalog', true)")
  const [row] = await send(postgresKeyQuery, [postgresName(table.schema)])
  await send(`select set_config('search_path', ?, true)`, [own?.['path']])
  return readPostgresKeyFacts(row)
}

async function refuseUnsuited(send: Send, table: VerifiedTable, facts: PostgresKeyFacts): Promise<void> {
  if (!facts.isOwned) throw new Unsuited('the role does not own it')
  if (facts.isSecured) throw new Unsuited('row-level security may hide rows')
  if (facts.keys.length === 0) return
  const most = table.expected === undefined ? fewRows : table.expected * 10
  if (facts.mostRows <= most) return
  const [row] = await send(`select count(*)::text as n from (select 1 from ${nameOf(table)} limit ${most + 1}) as s`)
  if (Number(row?.['n']) <= most) return
  throw new Unsuited(table.expected === undefined ? 'it holds many rows already, and nobody knows how many are to come' : `it holds more than ten times the ${table.expected} rows that are to come`)
}

async function addKeys(context: WriteContext, table: OpenTable): Promise<void> {
  const send = running(context, table)
  await alter(send, table, table.keys.map(({ name, definition }) => `add constraint ${quoteName(name, '"')} ${questionMarks.escape(definition)}`))
  for (const { name, comment } of table.keys) {
    if (comment !== null) await send(`comment on constraint ${quoteName(name, '"')} on ${nameOf(table)} is ${questionMarks.escape(postgresLiteral(comment))}`)
  }
}

/** A table cannot be changed while rows of it wait to be checked at the end of the transaction: then they are checked now. */
async function alter(send: Send, table: VerifiedTable, actions: readonly string[]): Promise<void> {
  const sql = `alter table ${nameOf(table)} ${actions.join(', ')}`
  await send('savepoint seedkit_alter')
  try {
    await send(sql)
  } catch (error) {
    const inUse = error instanceof Error && driverErrorFields(error.cause).code === '55006'
    if (!inUse) throw error
    await send('rollback to savepoint seedkit_alter')
    await send('set constraints all immediate')
    await send(sql)
    await deferAgain(send)
  }
  await send('release savepoint seedkit_alter')
}

/** SET CONSTRAINTS ALL changes more than the table at hand: what is deferred from the start is deferred again. */
async function deferAgain(send: Send): Promise<void> {
  const [row] = await send(`
    select string_agg(format('%I.%I', n.nspname, k.conname), ', ') as names from pg_catalog.pg_constraint k join pg_catalog.pg_namespace n on n.oid = k.connamespace
    where k.condeferred and k.conparentid = 0
      and not exists (select 1 from pg_catalog.pg_constraint o where o.connamespace = k.connamespace and o.conname = k.conname and not o.condeferrable)`)
  if (typeof row?.['names'] === 'string') await send(`set constraints ${questionMarks.escape(row['names'])} deferred`)
}

type Send = (sql: string, bindings?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>

/** Statements that may be refused: then the keys stay, and the reason is told. */
function trying(context: WriteContext, table: VerifiedTable): Send {
  return async (sql, bindings = []) => {
    const statement = session(table, sql, bindings)
    try {
      return (await context.send(statement)).rows
    } catch (error) {
      const message = driverMessage(context.knex, statement, error)
      const fault = context.dialect.readFault(error, message)
      // Not for want of a right, of a lock or the like: somebody wants the end of it.
      if (context.dialect.isConsequence(error) || !/^(?!57)[\dA-Z]{5}$/.test(fault.code ?? '')) throw await context.failed(error, () => explainStatement({ fault, error, statement, source: table.label }))
      throw new Unsuited(message, { cause: error })
    }
  }
}

/** Statements that fail the call. */
function running(context: WriteContext, table: VerifiedTable): Send {
  return async (sql, bindings = []) => {
    const statement = session(table, sql, bindings)
    try {
      return (await context.send(statement)).rows
    } catch (error) {
      throw await context.failed(error, () => explainBadKey(context, table, statement, error))
    }
  }
}

function session({ table, label }: VerifiedTable, sql: string, bindings: readonly unknown[] = []): Statement {
  return { kind: 'session', sql, bindings, table, label }
}

function nameOf({ schema }: VerifiedTable): string {
  return questionMarks.escape(postgresName(schema))
}
