import { DatabaseError } from '../../errors/database-error.js'
import { printedName } from '../printed-name.js'
import type { BulkBatch } from '../write/bulk-writer.js'
import { chunkRows } from '../write/chunk-rows.js'
import { insertStatement } from '../write/insert-statement.js'
import { chunkLost, sendInsert } from '../write/send-insert.js'
import type { ColumnPlan } from '../write/table-plan.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import { writeReturning } from '../write/write-returning.js'
import { countedKeys } from './mysql-counted-keys.js'

/**
 * Multi-row INSERTs that read nothing back but keys. Gives the values of the column that the database counts up, or as many undefined where it is not
 * wanted.
 */
export async function mysqlInsertRows(context: WriteContext, { request, plan, group }: BulkBatch, counted: ColumnPlan | undefined): Promise<readonly unknown[]> {
  const keys: unknown[] = []
  for (const chunk of chunkRows(context, plan, request, group)) {
    if (counted !== undefined && context.server.capabilities.has('returning')) {
      for (const row of await writeReturning(context, chunk)) keys.push(row[counted.name])
      continue
    }
    const { affected, firstKey } = await sendInsert(context, chunk, insertStatement(context, chunk, ''))
    if (affected !== undefined && affected !== chunk.rows.length) throw await chunkLost(context, chunk, affected)
    if (counted === undefined) keys.push(...chunk.rows.map(() => undefined))
    else keys.push(...(await keysFrom(context, chunk, counted, firstKey)))
  }
  return keys
}

async function keysFrom(context: WriteContext, chunk: RowChunk, column: ColumnPlan, firstKey: number | bigint | undefined): Promise<readonly unknown[]> {
  if (firstKey === undefined || firstKey === 0 || firstKey === 0n) {
    throw DatabaseError.orderUnknown({
      table: printedName(chunk.request.table),
      source: chunk.request.origin(chunk.indexes[0] ?? 0),
      reason: 'the database counted up no key for them',
    })
  }
  return countedKeys(column, BigInt(firstKey), chunk.rows.length, chunk.rows.length === 1 ? 1 : await stepNow(context, chunk))
}

/** The distance between keys may have changed since it was asked for: a seeder may set it, a cluster does when it grows. */
async function stepNow(context: WriteContext, { request: { table, label } }: RowChunk): Promise<number> {
  const { rows } = await context.read({ kind: 'select', sql: 'select @@session.auto_increment_increment as step', bindings: [], table, label })
  return Number(rows[0]?.['step'] ?? context.server.keyStep)
}
