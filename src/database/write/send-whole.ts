import type { DriverResult } from '../dialects/dialect.js'
import type { RowChunk, WriteContext } from './write-context.js'

const savepoint = 'seedkit_statement'

/** Sends an INSERT of a chunk; where the database might keep some of its rows though one fails, in a savepoint, so that none stays. */
export function sendWhole(context: WriteContext, chunk: RowChunk, send: () => Promise<DriverResult>): Promise<DriverResult> {
  const isWhole = chunk.plan.schema.failsHalfway !== true || chunk.rows.length === 1
  // Outside transactions a statement is a transaction of its own.
  return isWhole || context.knex.isTransaction !== true ? send() : inSavepoint(context, chunk, send)
}

async function inSavepoint(context: WriteContext, chunk: RowChunk, send: () => Promise<DriverResult>): Promise<DriverResult> {
  const run = (sql: string) => context.send({ kind: 'session', sql, bindings: [], table: chunk.request.table, label: chunk.request.label })
  await run(`savepoint ${savepoint}`)
  let result: DriverResult
  try {
    result = await send()
  } catch (error) {
    // A full disk may have ended the whole transaction: what failed first is what has to be told.
    await run(`rollback to savepoint ${savepoint}`).catch(() => undefined)
    await run(`release savepoint ${savepoint}`).catch(() => undefined)
    throw error
  }
  await run(`release savepoint ${savepoint}`)
  return result
}
