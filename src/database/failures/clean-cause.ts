import type { RowChunk } from '../write/write-context.js'
import { driverErrorFields } from './driver-error.js'
import type { DriverFault } from './driver-fault.js'
import { isSecret } from '../../support/is-secret.js'

const longest = 500

/**
 * A driver's error fit to be printed: its code and words, without statement and without values. Drivers hang both on
 * their errors (`sql`, `detail`, the message itself).
 */
export function cleanCause(error: unknown, fault: DriverFault, chunk: RowChunk | undefined): Error {
  const fields = driverErrorFields(error)
  const cause = new Error(cleanMessage(fault.message, chunk).slice(0, longest))
  cause.name = error instanceof Error ? error.name : 'Error'
  // The trace ends in the driver; its first lines would repeat the statement.
  cause.stack = `${cause.name}: ${cause.message}`
  return Object.assign(
    cause,
    defined({
      code: fields.code,
      errno: fields.errno,
      constraint: fault.constraint,
      table: fields.table,
      column: fields.column,
    }),
  )
}

/** The database's words without the values that it quotes. */
export function cleanMessage(message: string, chunk: RowChunk | undefined): string {
  const cut = message
    .replace(/^(Duplicate entry )'.*'( for key )/s, "$1'…'$2")
    .replace(/( value: )'.*'( for column )/s, "$1'…'$2")
    .replace(/: ".*"$/s, ': "…"')
    .replace(/^value ".*?" is out of range/s, 'value "…" is out of range')
  return chunk === undefined ? cut : withoutSecrets(cut, chunk)
}

function withoutSecrets(message: string, { columns, rows }: RowChunk): string {
  let text = message
  for (const { name } of columns.filter((column) => isSecret(column.name))) {
    for (const row of rows) {
      const value = row[name]
      if (typeof value === 'string' && value.length >= 3 && text.includes(value)) text = text.replaceAll(value, '***')
    }
  }
  return text
}

function defined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
