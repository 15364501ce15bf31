import type { Draft } from '../draft.js'
import { rowOfAttempt } from './drawn-anew.js'

/** The row among these that a row was made for, by way of others or not; or itself. */
export function headOf(draft: Draft, among: Pick<ReadonlySet<Draft>, 'has'>): Draft | undefined {
  for (let each: Draft | undefined = draft; each !== undefined; each = each.lineage?.from) {
    const row = rowOfAttempt(each)
    if (among.has(row)) return row
  }
  return undefined
}
