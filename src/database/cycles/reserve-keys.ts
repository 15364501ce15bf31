import type { Database } from '../database.js'
import { planTable } from '../write/table-plan.js'
import { reserveValues, type ReservedKeys, type WantedKeys } from './reserve-values.js'

/** The keys that the database would make for so many rows; undefined where they cannot be known beforehand. Rows that are on their way are counted. */
export async function reserveKeys(database: Database, wanted: WantedKeys): Promise<ReservedKeys | undefined> {
  const plan = planTable(database.dialect, await database.schemaOf(wanted.table, wanted.label))
  return plan.byName.has(wanted.column) ? database.exclusively(wanted.label, (context) => reserveValues(context, plan, wanted)) : undefined
}
