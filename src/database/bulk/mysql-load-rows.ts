import type { Statement } from '../database.js'
import { driverErrorFields } from '../failures/driver-error.js'
import { driverMessage } from '../failures/driver-message.js'
import { explainFailure } from '../failures/explain-failure.js'
import { qualifiedName } from '../qualified-name.js'
import { insertLabel } from '../write/insert-statement.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import type { LoadFile } from './mysql-load-file.js'
import { LoadRefusal } from './mysql-load-refusal.js'
import { mysqlSendFile } from './mysql-send-file.js'

/**
 * How LOAD DATA went: the rows are there as INSERT would have stored them, or it did nothing, for a reason that holds for these rows or for every
 * table of the run.
 */
export type LoadOutcome = 'written' | 'not for these rows' | 'not on this connection'

const savepoint = 'seedkit_bulk'

/** Local files are off: in the server (1148, 3948, 4166) or in the client (the same, and 2068). */
const notAllowed: ReadonlySet<number | undefined> = new Set([1148, 2068, 3948, 4166])

/**
 * One LOAD DATA under a savepoint. For a file of the client, the server skips rows and changes values that it would refuse in an INSERT, and only warns:
 * unless all rows went in without a warning, they are taken back. Throws what is nobody's row's fault: a lost connection, a lock.
 */
export async function mysqlLoadRows(context: WriteContext, chunk: RowChunk, file: LoadFile): Promise<LoadOutcome> {
  const statement = loadStatement(context, chunk, file)
  const session = (sql: string) => context.send({ kind: 'session', sql, bindings: [], label: chunk.request.label })
  try {
    // One of the same name before it is forgotten: there is nothing to release.
    await session(`savepoint ${savepoint}`)
  } catch (error) {
    if (outcomeOf(context, statement, error) === undefined) throw await explainFailure(context, chunk, statement, error)
    // Transactions of the XA kind have none.
    return 'not on this connection'
  }
  try {
    await context.sendOnDriver(statement, (connection) => mysqlSendFile(connection, statement.sql, file.parts, chunk.rows.length))
    return 'written'
  } catch (error) {
    const outcome = outcomeOf(context, statement, error)
    if (outcome === undefined) throw await explainFailure(context, chunk, statement, error)
    try {
      await session(`rollback to savepoint ${savepoint}`)
    } catch (failure) {
      throw await explainFailure(context, chunk, statement, error instanceof LoadRefusal ? failure : error)
    }
    return outcome
  }
}

/** Undefined where INSERT would fail as well, or where there may be no transaction any more. */
function outcomeOf(context: WriteContext, statement: Statement, error: unknown): LoadOutcome | undefined {
  if (error instanceof LoadRefusal) return error.refused === 'for its rows' ? 'not for these rows' : 'not on this connection'
  if (notAllowed.has(driverErrorFields(error).errno)) return 'not on this connection'
  const { kind } = context.dialect.readFault(error, driverMessage(context.knex, statement, error))
  return kind === 'connectionLost' || kind === 'locked' ? undefined : 'not for these rows'
}

/** Format and character set are said, whatever the session has set; the characters in hexadecimal digits, whatever sql_mode makes of a backslash. */
function loadStatement(context: WriteContext, chunk: RowChunk, file: LoadFile): Statement {
  const { capabilities } = context.server
  // INSERT makes notes too (of digits beyond a decimal's scale, say): they are no warnings.
  const quietly = capabilities.has('statementSettings') ? 'set statement sql_notes = 0 for ' : ''
  const table = qualifiedName(context.dialect, chunk.request.table)
  const format = 'character set utf8mb4 fields terminated by 0x09 escaped by 0x5c lines terminated by 0x0a'
  return {
    kind: 'insert',
    // Knex, which reads `\?` as a question mark, is not on its way.
    sql: `${quietly}load data local infile 'seedkit' into table ${table} ${format} ${file.columns}`.replaceAll('\\?', '?'),
    bindings: [],
    table: chunk.request.table,
    label: insertLabel(chunk),
  }
}
