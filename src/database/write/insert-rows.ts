import { SeedkitError } from '../../errors/seedkit-error.js'
import type { InsertRequest, StoredRow } from '../database.js'
import type { TableSchema } from '../schema/table-schema.js'
import type { BulkBatch, ReadyBatch } from './bulk-writer.js'
import { chunkRows } from './chunk-rows.js'
import { fillKeys } from './fill-keys.js'
import { giveReservedKeys } from './give-reserved-keys.js'
import { groupRows } from './group-rows.js'
import { insertPastRules } from './insert-past-rules.js'
import { insertPastTriggers } from './insert-past-triggers.js'
import { planTable, type TablePlan } from './table-plan.js'
import type { RowGroup, WriteContext } from './write-context.js'
import { prepareForetold, writeForetold } from './write-foretold.js'
import { writeReadingBack } from './write-reading-back.js'
import { writeReturning } from './write-returning.js'

/** Inserts the rows of a request in as few statements as the database's limits allow; gives them back in their order. */
export function insertRows(context: WriteContext, schema: TableSchema, asked: InsertRequest): Promise<readonly StoredRow[]> {
  const plan = planTable(context.dialect, schema)
  if (schema.insteadRules === true) return insertPastRules(context, plan, asked)
  if (schema.afterTriggers === true) return insertPastTriggers(context, plan, asked, (request) => insertPlainly(context, plan, request))
  return insertPlainly(context, plan, asked)
}

async function insertPlainly(context: WriteContext, plan: TablePlan, asked: InsertRequest): Promise<readonly StoredRow[]> {
  const returning = context.server.capabilities.has('returning')
  const write = returning ? writeReturning : writeReadingBack
  const request = returning ? asked : await fillKeys(context, plan, asked)
  const groups = givenKeysFirst(groupRows(context.dialect, plan, request))
  let result: StoredRow[] | undefined
  for (const group of groups) {
    if (context.sequences.isMarked) await context.sequences.beforeUse(context.sequenceHost, plan, group.columns)
    const bulk = isForBulk(context, request, group) ? await writeInBulk(context, { request, plan, group }) : undefined
    if (bulk !== undefined && groups.length === 1) return bulk
    if (bulk !== undefined) {
      result ??= Array.from({ length: request.rows.length })
      for (const [k, index] of group.indexes.entries()) result[index] = bulk[k] ?? {}
      continue
    }
    for (const batch of giveReservedKeys(context, { request, plan, group })) {
      for (const chunk of chunkRows(context, plan, batch.request, batch.group)) {
        const rows = await write(context, chunk)
        // What is not wanted does not come back.
        context.sequences.given(group.columns, request.wanted === undefined ? rows : chunk.rows)
        if (chunk.rows.length === request.rows.length) return rows
        result ??= Array.from({ length: request.rows.length })
        for (const [k, index] of chunk.indexes.entries()) result[index] = rows[k] ?? {}
      }
    }
  }
  return result ?? []
}

/**
 * The rows as they will be sent, where that can be known before those ahead of them have been written: rows of one set of columns, which move no sequence.
 * Undefined: `insertRows` has to see to it, be it to say what is wrong with them.
 */
export function prepareInsert(context: WriteContext, schema: TableSchema, request: InsertRequest): ReadyBatch | undefined {
  const { dialect: { bulk }, server, sequences } = context
  if (bulk?.prepare === undefined || request.rows.length > mostPrepared) return undefined
  if (schema.insteadRules === true || schema.afterTriggers === true || sequences.isMarked || !server.capabilities.has('returning')) return undefined
  const plan = planTable(context.dialect, schema)
  try {
    const [group, ...others] = groupRows(context.dialect, plan, request)
    if (group === undefined || others.length > 0 || !isForBulk(context, request, group)) return undefined
    if (group.columns.some(({ column }) => column.sequence !== undefined)) return undefined
    const batch = { request, plan, group }
    return request.wanted === undefined ? prepareForetold(context, batch) : bulk.prepare(context, batch)
  } catch (error) {
    // It belongs to the turn of these rows.
    if (error instanceof SeedkitError) return undefined
    throw error
  }
}

/** Rows that are held twice while they wait: as they are, and as they are sent. */
const mostPrepared = 2048

/** Fewer whole rows are read back by the statement that writes them: two statements would hardly be faster. */
const leastWholeRows = 500

function isForBulk({ dialect: { bulk } }: WriteContext, { wanted }: InsertRequest, { indexes }: RowGroup): boolean {
  return bulk !== undefined && indexes.length >= (wanted === undefined ? Math.max(leastWholeRows, bulk.leastRows) : bulk.leastRows)
}

async function writeInBulk(context: WriteContext, batch: BulkBatch): Promise<readonly StoredRow[] | undefined> {
  const { request, group } = batch
  const rows = await (request.wanted === undefined ? writeForetold(context, batch) : context.dialect.bulk?.write(context, batch))
  const counts = group.columns.some(({ column }) => column.sequence !== undefined)
  if (rows !== undefined && counts) context.sequences.given(group.columns, group.indexes.map((index) => request.rows[index] ?? {}))
  return rows
}

/** Rows that give a key which the others leave to the database's counter go first: it must not count into theirs. */
function givenKeysFirst(groups: readonly RowGroup[]): readonly RowGroup[] {
  if (groups.length === 1) return groups
  const gives = (group: RowGroup): boolean => group.columns.some(({ column }) => column.identity)
  return [...groups.filter(gives), ...groups.filter((group) => !gives(group))]
}
