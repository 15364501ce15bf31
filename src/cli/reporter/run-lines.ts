import type { LateOperation, RunDone, RunStarted } from '../../app/run-event.js'
import { formatRows, formatTime } from './format.js'

/** The first line of a run: where it goes and what replays it. */
export function startLine(event: RunStarted): string {
  const target = event.database === undefined ? event.client : `${event.client}, ${event.database}`
  const where = event.host === undefined ? target : `${target} on ${event.host}`
  return `Seeding "${event.connection}" (${where}) with seed ${event.seed}${event.dryRun ? ', dry run' : ''}${event.foreignKeys === 'verify' ? ', foreign keys verified once' : ''}`
}

/** The last line of a run that ended well. */
export function doneLine(event: RunDone): string {
  const counts = `${formatRows(event.rows)} in ${formatTime(event.milliseconds)}`
  const late = event.lateOperations === 0 ? '' : ', but not everything: see above'
  const nothing = event.rows === 0 ? ' No factory inserted anything.' : ''
  if (!event.committed) return `Dry run: ${counts}, rolled back${late}. Seed ${event.seed}.${nothing}`
  return `Committed: ${counts}${late}. Seed ${event.seed}.${nothing}`
}

export function lateLine(event: LateOperation): string {
  return `Error: ${event.message}`
}
