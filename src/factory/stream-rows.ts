import type { ForeignKeyMode } from '../config/foreign-key-mode.js'
import { CallSource } from './call-source.js'
import type { CreateCall } from './create-rows.js'
import type { DatabaseScope } from './database-scope.js'
import { holdPromises } from './hold-promises.js'
import { leadsOn, readRecycled } from './relations/read-recycled.js'
import { RowPlan } from './row-plan.js'
import type { Scope } from './scope.js'
import { sequenceOffsets } from './sequence-offsets.js'
import { writeCall } from './write-call.js'

/** A call of `insert()`, with what it was told of the way. */
export interface StreamCall extends CreateCall {
  readonly chunkSize: number | undefined
  readonly foreignKeys: ForeignKeyMode | undefined
}

/** Streams the rows of a call, with all that belongs to them, into the database. Gives how many there are, by table. */
export function streamRows(scope: Scope, call: StreamCall): Promise<Readonly<Record<string, number>>> {
  holdPromises(call.overrides)
  const plan = new RowPlan(call.factory, { state: call.state, path: undefined, recycled: [] })
  const offsets = sequenceOffsets(scope.run, plan, call.count)
  const label = { seeder: scope.seeder, factory: call.name.factory, relation: undefined, rows: undefined }
  const work = async (inside: DatabaseScope): Promise<Readonly<Record<string, number>>> => {
    try {
      if (leadsOn(plan)) await readRecycled(inside, plan)
      await inside.persistAll(new CallSource(inside, plan, call, offsets), () => undefined)
      await inside.flight.drain()
      await inside.verified?.finish(label)
    } catch (error) {
      const first = (await inside.flight.firstFailure()) ?? error
      await inside.verified?.abandon(label)
      throw first
    }
    return Object.fromEntries(inside.tally)
  }
  const foreignKeys = call.foreignKeys ?? scope.run.foreignKeys
  return writeCall(scope, call.name, work, { foreignKeys, back: 'keys', chunkSize: call.chunkSize })
}
