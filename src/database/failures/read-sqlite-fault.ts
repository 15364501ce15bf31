import { driverErrorFields } from './driver-error.js'
import type { DriverFault, FaultKind } from './driver-fault.js'

const kinds: readonly (readonly [RegExp, FaultKind])[] = [
  [/UNIQUE constraint failed: (.*)$/s, 'unique'],
  [/NOT NULL constraint failed: (.*)$/s, 'notNull'],
  [/CHECK constraint failed: (.*)$/s, 'check'],
  [/FOREIGN KEY constraint failed/, 'foreignKey'],
  [/cannot store \w+ value in \w+ column (.*)$/s, 'invalidValue'],
  [/datatype mismatch/, 'invalidValue'],
  [/NUL \(0x00\)/, 'invalidValue'],
  [/no such table: (.*)$/s, 'missingTable'],
  [/has no column named (.*)$/s, 'unknownColumn'],
  [/database or disk is full/, 'full'],
  [/database is locked|SQLITE_BUSY/, 'locked'],
]

/** SQLite names columns or the constraint, never a value or a row. */
export function readSqliteFault(error: unknown, message: string): DriverFault {
  const { code } = driverErrorFields(error)
  for (const [pattern, kind] of kinds) {
    const found = pattern.exec(message)
    if (found === null) continue
    const named = found[1]
    if (kind === 'check') return { kind, code, constraint: named, message }
    return { kind, code, columns: kind === 'missingTable' ? undefined : columnsOf(named), message }
  }
  return { kind: 'other', code, message }
}

/** `users.email, users.team_id`; an index on an expression gives `index 'name'`. */
function columnsOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined || text.startsWith('index ')) return undefined
  return text.split(', ').map((name) => name.slice(name.indexOf('.') + 1))
}
