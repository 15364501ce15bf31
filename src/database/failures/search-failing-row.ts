import type { Knex } from 'knex'
import type { Statement } from '../database.js'
import { sendStatement } from '../gate.js'
import { insertStatement } from '../write/insert-statement.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'

const savepoint = 'seedkit_probe'

/**
 * The first row of a failed chunk that fails, by inserting less and less of it under a savepoint that is undone. Only
 * after a failure, and only where a failed statement leaves the transaction usable. Undefined: not found.
 */
export async function searchFailingRow(context: WriteContext, chunk: RowChunk): Promise<number | undefined> {
  if (chunk.rows.length === 1) return 0
  if (!context.dialect.survivesFailure) return undefined
  try {
    if (context.knex.isTransaction === true) return await search(context, chunk)
    const transaction = await context.knex.transaction()
    try {
      return await search(onTransaction(context, transaction), chunk)
    } finally {
      await transaction.rollback()
    }
  } catch {
    // The search is a courtesy: the failure itself is what has to be told.
    return undefined
  }
}

function onTransaction(context: WriteContext, transaction: Knex.Transaction): WriteContext {
  const to = { knex: transaction, dialect: context.dialect, observer: context.observer, server: context.server }
  return { ...context, knex: transaction, send: (statement, options) => sendStatement(to, statement, options) }
}

async function search(context: WriteContext, chunk: RowChunk): Promise<number | undefined> {
  const run = (sql: string) => context.send(quietly({ kind: 'session', sql, bindings: [], label: chunk.request.label }))
  await run(`savepoint ${savepoint}`)
  try {
    let passing = 0
    let failing = chunk.rows.length
    if (!(await fails(context, chunk, failing, run))) return undefined
    while (failing - passing > 1) {
      const middle = Math.floor((passing + failing) / 2)
      if (await fails(context, chunk, middle, run)) failing = middle
      else passing = middle
    }
    return failing - 1
  } finally {
    await run(`release savepoint ${savepoint}`)
  }
}

async function fails(
  context: WriteContext,
  chunk: RowChunk,
  count: number,
  run: (sql: string) => Promise<unknown>,
): Promise<boolean> {
  try {
    await context.send(quietly(insertStatement(context, chunk, '', count)))
    return false
  } catch {
    return true
  } finally {
    await run(`rollback to savepoint ${savepoint}`)
  }
}

/** Not counted as rows written: nothing of it stays. */
function quietly(statement: Statement): Statement {
  return { ...statement, kind: 'session' }
}
