import { SeedkitError } from '../../errors/seedkit-error.js'
import type { Statement, StoredRow } from '../database.js'
import type { DriverResult } from '../dialects/dialect.js'
import { driverErrorFields } from '../failures/driver-error.js'
import { driverMessage } from '../failures/driver-message.js'
import { explainFailure } from '../failures/explain-failure.js'
import { explainStatement } from '../failures/explain-statement.js'
import { qualifiedName } from '../qualified-name.js'
import { questionMarks } from '../question-marks.js'
import { insertLabel } from '../write/insert-statement.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import type { LoadFile } from './mysql-load-file.js'
import { LoadRefusal } from './mysql-load-refusal.js'
import { mysqlSendFile } from './mysql-send-file.js'

/** How LOAD DATA went: the rows are there as INSERT would have stored them, and a question was answered; or it did nothing. */
export type LoadOutcome = { readonly answer: StoredRow | undefined } | LoadFault
/** A reason that holds for these rows, or for every table of the run. */
type LoadFault = 'not for these rows' | 'not on this connection'

const savepoint = 'seedkit_bulk'

/** Local files are off: in the server (1148, 3948, 4166) or in the client (the same, and 2068). */
const notAllowed: ReadonlySet<number | undefined> = new Set([1148, 2068, 3948, 4166])

/**
 * One LOAD DATA under a savepoint. For a file of the client, the server skips rows and changes values that it would refuse in an INSERT, and only warns:
 * unless all rows went in without a warning, they are taken back. Throws what is nobody's row's fault: a lost connection, a lock.
 *
 * @param question a query about what LOAD DATA leaves behind in the session: no statement comes between them.
 */
export async function mysqlLoadRows(context: WriteContext, chunk: RowChunk, file: LoadFile, question: Statement | undefined): Promise<LoadOutcome> {
  const statement = loadStatement(context, chunk, file)
  const answers: Promise<DriverResult>[] = []
  const behind = question && {
    sql: questionMarks.unescape(question.sql),
    sent(answer: Promise<DriverResult>) {
      // Where LOAD DATA fails, nobody asks.
      answer.catch(() => undefined)
      answers.push(answer)
    },
  }
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
    await context.sendOnDriver(statement, (connection) => mysqlSendFile(connection, { sql: statement.sql, parts: file.parts, rows: chunk.rows.length, behind }))
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
  return { answer: question && (await heard(context, question, answers)) }
}

/** The gate is told of the question when its answer is needed: it was sent with what went before it. */
async function heard(context: WriteContext, question: Statement, [answer]: readonly Promise<DriverResult>[]): Promise<StoredRow | undefined> {
  try {
    const { rows } = await context.sendOnDriver(question, async () => (await answer) ?? { rows: [], affected: undefined, firstKey: undefined })
    return rows[0]
  } catch (error) {
    const fault = context.dialect.readFault(error, driverMessage(context.knex, question, error))
    throw error instanceof SeedkitError ? error : explainStatement({ fault, error, statement: question, source: question.label })
  }
}

/** Undefined where INSERT would fail as well, or where there may be no transaction any more. */
function outcomeOf(context: WriteContext, statement: Statement, error: unknown): LoadFault | undefined {
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
    sql: questionMarks.unescape(`${quietly}load data local infile 'seedkit' into table ${table} ${format} ${file.columns}`),
    bindings: [],
    table: chunk.request.table,
    label: insertLabel(chunk),
  }
}
