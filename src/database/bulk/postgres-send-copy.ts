import type { Statement } from '../database.js'
import { explainFailure } from '../failures/explain-failure.js'
import { qualifiedName } from '../qualified-name.js'
import { questionMarks } from '../question-marks.js'
import { insertLabel } from '../write/insert-statement.js'
import { chunkLost } from '../write/send-insert.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import type { PostgresCopyChunk } from './postgres-copy-chunks.js'
import { postgresCopyClient } from './postgres-copy-client.js'
import { PostgresCopyCommand } from './postgres-copy-command.js'
import type { PostgresCopyPlan } from './postgres-copy-plan.js'
import { PassedOver, PostgresPipe } from './postgres-pipe.js'

/** How statements get to the server. Errors come out explained. */
export interface Sending {
  /** A COPY; gives how many rows the server has stored. */
  copy(context: WriteContext, chunk: RowChunk, statement: Statement, lines: readonly Buffer[]): Promise<number>
  /** A query whose one row has the columns low, high and list. */
  ask(context: WriteContext, chunk: RowChunk, statement: Statement): Promise<Readonly<Record<string, unknown>> | undefined>
}

/** By itself. */
export const sendAlone: Sending = {
  async copy(context, chunk, statement, lines) {
    const sql = questionMarks.unescape(statement.sql)
    const { affected = 0 } = await explained(context, chunk, statement, () =>
      context.sendOnDriver(statement, async (connection) => {
        const command = new PostgresCopyCommand(sql, lines)
        postgresCopyClient(connection)?.query(command)
        return { rows: [], affected: await command.done, firstKey: undefined }
      }),
    )
    return affected
  },
  async ask(context, chunk, statement) {
    const { rows } = await explained(context, chunk, statement, () => context.send(statement, { values: 'raw' }))
    return rows[0]
  },
}

/** Behind what was sent before, without waiting for its end. */
export const sendBehind: Sending = {
  async copy(context, chunk, statement, lines) {
    const { affected = 0 } = await sendPiped(context, chunk, statement, lines)
    return affected
  },
  async ask(context, chunk, statement) {
    const { rows } = await sendPiped(context, chunk, statement, [])
    return rows[0]
  },
}

/** The rows of one COPY. */
export async function sendCopy(context: WriteContext, copy: PostgresCopyPlan, { chunk, lines }: PostgresCopyChunk, sending: Sending): Promise<void> {
  const columns = copy.counted === undefined ? copy.columns : [...copy.columns, copy.counted]
  const table = qualifiedName(context.dialect, chunk.request.table)
  const sql = `copy ${table} (${columns.map(({ quoted }) => quoted).join(', ')}) from stdin`
  const statement: Statement = { kind: 'insert', sql, bindings: [], table: chunk.request.table, label: insertLabel(chunk) }
  const stored = await sending.copy(context, chunk, statement, lines)
  if (stored !== chunk.rows.length) throw await chunkLost(context, chunk, stored)
}

function sendPiped(context: WriteContext, chunk: RowChunk, statement: Statement, lines: readonly Buffer[]): ReturnType<WriteContext['sendOnDriver']> {
  const sql = questionMarks.unescape(String(context.knex.client.positionBindings(statement.sql)))
  return explained(context, chunk, statement, (explain) =>
    context.sendOnDriver(statement, async (connection) => {
      const client = postgresCopyClient(connection)
      if (client === undefined) throw new Error('the connection is not that of the pg driver any more')
      const { count, rows } = await PostgresPipe.send(client, { sql, values: statement.bindings.map(String), lines, explain })
      return { rows: rows.map(([low, high, list]) => ({ low, high, list })), affected: count, firstKey: undefined }
    }),
  )
}

/** Statements behind one that failed are passed over at once: what it failed with has to be known by then. */
async function explained<T>(context: WriteContext, chunk: RowChunk, statement: Statement, send: (explain: (error: unknown) => Promise<unknown>) => Promise<T>): Promise<T> {
  let own: Promise<unknown> | undefined
  const explain = (error: unknown): Promise<unknown> => (own ??= context.failed(error, () => explainFailure(context, chunk, statement, error)))
  try {
    return await send(explain)
  } catch (error) {
    throw error instanceof PassedOver ? await error.failure : await explain(error)
  }
}
