import type { LintDone, LintStarted } from '../../app/lint/lint-event.js'
import { formatCount, formatTime } from '../reporter/format.js'

/** The first line: what is looked at, and where. */
export function lintStartLine({ connection, client, host, database, seed, factories }: LintStarted): string {
  const target = database === undefined ? client : `${client}, ${database}`
  const where = host === undefined ? target : `${target} on ${host}`
  return `Linting ${counted(factories.length, 'factory', 'factories')} on "${connection}" (${where}) with seed ${seed}`
}

/** The last line: nothing of it is left in the database. */
export function lintDoneLine({ factories, tried, errors, warnings, milliseconds }: LintDone): string {
  const found = [...(errors > 0 ? [counted(errors, 'error', 'errors')] : []), ...(warnings > 0 ? [counted(warnings, 'warning', 'warnings')] : [])]
  const what = `${counted(factories, 'factory', 'factories')}, ${counted(tried - factories, 'state or trait', 'states and traits')}`
  return `${found.length === 0 ? 'No findings' : found.join(', ')}: ${what} in ${formatTime(milliseconds)}. Everything is rolled back.`
}

function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
