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

/** MySQL and MariaDB: the session checks no foreign keys during the call; at its end, a locking query a key asks for a row without a parent. */
export const mysqlVerifiedKeys: VerifiedKeys = { provesAllRows: false, begin: () => new MysqlVerifiedCall() }

/** As the session has them. */
interface FoundSettings {
  readonly checks: string
  readonly label: StatementLabel
  readonly isStrict: boolean
}

interface WrittenTable extends VerifiedTable {
  readonly plan: TablePlan
  readonly rows: WrittenRows
}

class MysqlVerifiedCall implements VerifiedCall {
  readonly #tables = new Map<TableSchema, WrittenTable>()
  #found: FoundSettings | undefined
  #isNoted = false

  async setAside(context: WriteContext, asked: VerifiedTable): Promise<void> {
    const { schema, table, label } = asked
    if (schema.foreignKeys.length === 0 || this.#tables.has(schema)) return
    if (context.knex.isTransaction !== true) return this.#note(context)
    this.#found ??= await switchOff(context, label)
    const plan = planTable(context.dialect, schema)
    const { changesRows } = await mysqlTableFacts(context, plan, { table, label })
    // What is cut to fit, or changed by a trigger, is not what was given.
    const rows = new WrittenRows(plan, this.#found.isStrict && !changesRows ? 'stored as given' : 'perhaps changed')
    this.#tables.set(schema, { ...asked, plan, rows })
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
    try {
      await this.#putBack(context)
    } catch {
      // What the call failed with is what has to be told.
    }
  }

  async #putBack(context: WriteContext): Promise<void> {
    const found = this.#found
    this.#tables.clear()
    this.#found = undefined
    if (found === undefined || found.checks === '0') return
    try {
      await context.read({ kind: 'session', sql: `set session foreign_key_checks = ${found.checks}`, bindings: [], label: found.label })
    } catch (error) {
      // Nobody else may get the connection as it is.
      rawConnection(await context.knex.client.acquireConnection()).dispose('seedkit gave the connection up: it checks no foreign keys')
      throw error
    }
  }

  #note({ observer }: WriteContext): void {
    if (!this.#isNoted) observer?.note?.('Foreign keys are checked row by row: outside a transaction, they cannot be verified at the end.')
    this.#isNoted = true
  }
}

async function switchOff(context: WriteContext, label: StatementLabel): Promise<FoundSettings> {
  const send = async (kind: 'catalogue' | 'session', sql: string) => (await context.read({ kind, sql, bindings: [], label })).rows
  const [row] = await send('catalogue', 'select @@session.foreign_key_checks as checks, @@session.sql_mode as mode')
  const checks = Number(row?.['checks']) === 0 ? '0' : '1'
  if (checks === '1') await send('session', 'set session foreign_key_checks = 0')
  return { checks, label, isStrict: /strict_/i.test(String(row?.['mode'])) }
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
