import { DatabaseError } from '../../errors/database-error.js'
import { mysqlTableFacts } from '../bulk/mysql-table-facts.js'
import type { InsertRow, StatementLabel, StoredRow } from '../database.js'
import { shownValue } from '../failures/shown-value.js'
import { printedName } from '../printed-name.js'
import { rawConnection } from '../raw-connection.js'
import type { ForeignKey, TableSchema } from '../schema/table-schema.js'
import { planTable, type TablePlan } from '../write/table-plan.js'
import type { WriteContext } from '../write/write-context.js'
import { mysqlFindOrphan } from './mysql-find-orphan.js'
import type { VerifiedCall, VerifiedKeys, VerifiedTable } from './verified-keys.js'
import { WrittenRows } from './written-rows.js'

/**
 * MySQL and MariaDB: the session checks no foreign keys during the call; at its end, a locking query a key asks for a row without a parent. What was written
 * meanwhile is undone if the call fails: whoever catches the error may commit.
 */
export const mysqlVerifiedKeys: VerifiedKeys = { provesAllRows: false, begin: () => new MysqlVerifiedCall() }

/** As the session has them. */
interface FoundSettings {
  readonly checks: '0' | '1'
  readonly label: StatementLabel
  readonly isStrict: boolean
}

interface WrittenTable extends VerifiedTable {
  readonly plan: TablePlan
  readonly rows: WrittenRows
}

const savepoint = 'seedkit_verify'

class MysqlVerifiedCall implements VerifiedCall {
  readonly #tables = new Map<TableSchema, WrittenTable>()
  #found: FoundSettings | undefined
  #isNoted = false
  /** A table with triggers was written: the session checks keys from there on, and rows from before are proved at the end. */
  #checksAgain = false

  async setAside(context: WriteContext, asked: VerifiedTable): Promise<void> {
    const { schema, table, label } = asked
    if (this.#checksAgain || this.#tables.has(schema)) return
    if (context.knex.isTransaction !== true) return this.#note(context, schema)
    const plan = planTable(context.dialect, schema)
    const { firesTriggers } = await mysqlTableFacts(context, plan, { table, label })
    if (firesTriggers) return this.#checkAgain(context, asked)
    if (schema.foreignKeys.length === 0) return
    this.#found ??= await switchOff(context, label)
    // What is cut to fit is not what was given.
    this.#tables.set(schema, { ...asked, plan, rows: new WrittenRows(plan, this.#found.isStrict ? 'stored as given' : 'perhaps changed') })
  }

  wrote({ schema }: VerifiedTable, given: readonly InsertRow[], back: readonly StoredRow[]): void {
    this.#tables.get(schema)?.rows.add(given, back)
  }

  async finish(context: WriteContext): Promise<void> {
    try {
      for (const table of this.#tables.values()) {
        for (const key of table.schema.foreignKeys) await verify(context, table, key)
      }
    } catch (error) {
      await this.abandon(context)
      throw error
    }
    await this.#putBack(context)
  }

  async abandon(context: WriteContext): Promise<void> {
    const label = this.#found?.label
    try {
      if (label !== undefined) await context.read({ kind: 'session', sql: `rollback to savepoint ${savepoint}`, bindings: [], label })
    } catch {
      // A deadlock has ended the whole transaction, and the savepoint with it.
    }
    try {
      await this.#putBack(context)
    } catch {
      // What the call failed with is what has to be told.
    }
  }

  /** Nobody is told of the rows that triggers write. */
  async #checkAgain(context: WriteContext, { schema, table, label }: VerifiedTable): Promise<void> {
    this.#checksAgain = true
    if (this.#found?.checks === '1') await switchTo('1', context, label)
    if (noted.has(schema)) return
    noted.add(schema)
    context.observer?.note?.(`Foreign keys are checked row by row: nothing would verify the rows that triggers of table "${printedName(table)}" write.`)
  }

  async #putBack(context: WriteContext): Promise<void> {
    const found = this.#found
    this.#tables.clear()
    this.#found = undefined
    if (found === undefined || found.checks === '0') return
    try {
      await switchTo(found.checks, context, found.label)
    } catch (error) {
      // Nobody else may get the connection as it is.
      rawConnection(await context.knex.client.acquireConnection()).dispose('seedkit gave the connection up: it checks no foreign keys')
      throw error
    }
  }

  #note({ observer }: WriteContext, { foreignKeys }: TableSchema): void {
    if (foreignKeys.length === 0) return
    if (!this.#isNoted) observer?.note?.('Foreign keys are checked row by row: outside a transaction, they cannot be verified at the end.')
    this.#isNoted = true
  }
}

/** Tables of which a note was made: calls with hooks set their keys aside over and over. */
const noted = new WeakSet<TableSchema>()

async function switchOff(context: WriteContext, label: StatementLabel): Promise<FoundSettings> {
  const send = async (kind: 'catalogue' | 'session', sql: string) => (await context.read({ kind, sql, bindings: [], label })).rows
  const [row] = await send('catalogue', 'select @@session.foreign_key_checks as checks, @@session.sql_mode as mode')
  const checks = Number(row?.['checks']) === 0 ? '0' : '1'
  // One of the same name before it is forgotten: there is nothing to release.
  await send('session', `savepoint ${savepoint}`)
  if (checks === '1') await switchTo('0', context, label)
  return { checks, label, isStrict: /strict_/i.test(String(row?.['mode'])) }
}

async function switchTo(checks: '0' | '1', context: WriteContext, label: StatementLabel): Promise<void> {
  await context.read({ kind: 'session', sql: `set session foreign_key_checks = ${checks}`, bindings: [], label })
}

async function verify(context: WriteContext, written: WrittenTable, key: ForeignKey): Promise<void> {
  for (const set of written.rows.setsFor(key)) {
    const orphan = await mysqlFindOrphan(context, { ...written, key }, set)
    if (orphan !== undefined) throw missingParent(written, key, orphan)
  }
}

function missingParent({ table, label }: WrittenTable, key: ForeignKey, row: StoredRow): DatabaseError {
  const names = key.columns.map((name) => `"${name}"`).join(' and ')
  return DatabaseError.refused({
    code: 'SEEDKIT_FOREIGN_KEY_VIOLATION',
    source: label,
    row: undefined,
    rows: undefined,
    table: printedName(table),
    fact: `points at no row of table "${key.table.name}" (foreign key "${key.name}")`,
    detail: `${Object.entries(row).map(([name, value]) => `"${name}" is ${shownValue(name, value)}`).join(', ')}.`,
    hint: `Create the parent first, or let a relation or a factory give ${names}. With foreignKeys: 'check', the error says which row of the factory it is.`,
    cause: undefined,
  })
}
