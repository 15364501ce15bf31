import { DatabaseError, type FaultySource } from '../../errors/database-error.js'
import type { Statement } from '../database.js'
import { printedName } from '../printed-name.js'
import type { RowChunk } from '../write/write-context.js'
import { cleanCause, cleanMessage } from './clean-cause.js'
import type { DriverFault, FaultKind } from './driver-fault.js'

/** The error for a statement that failed as a whole, for no fault of a row. */
export function explainStatement(options: {
  readonly fault: DriverFault
  readonly error: unknown
  readonly statement: Statement
  readonly source: FaultySource
  readonly chunk?: RowChunk
}): DatabaseError {
  const { fault, error, statement, source, chunk } = options
  const general = facts[fault.kind]
  const reason = cleanMessage(fault.message, chunk).slice(0, 300).replace(/\.$/, '')
  return DatabaseError.failed({
    code: general?.code ?? 'SEEDKIT_STATEMENT_FAILED',
    source,
    table: statement.table === undefined ? undefined : printedName(statement.table),
    fact: `${general?.fact ?? 'The database refused a statement'} (${reason})`,
    hint: typeof general?.hint === 'function' ? general.hint(fault) : general?.hint,
    cause: cleanCause(error, fault, chunk),
  })
}

const facts: Partial<Record<FaultKind, { readonly code: string; readonly fact: string; readonly hint: string | ((fault: DriverFault) => string) }>> = {
  connectionLost: {
    code: 'SEEDKIT_CONNECTION_LOST',
    fact: 'The connection to the database was lost',
    hint: 'Check that the server is up, then run again: the transaction was not committed.',
  },
  locked: {
    code: 'SEEDKIT_DATABASE_LOCKED',
    fact: 'The database is locked by another transaction',
    hint: 'Wait until the other program has finished, then run again.',
  },
  denied: {
    code: 'SEEDKIT_PERMISSION_DENIED',
    fact: 'The role may not do this',
    hint: 'Grant it the right. Rows that come back are read: create() needs SELECT on every column of the table beside INSERT, insert() on the key alone.',
  },
  exhausted: {
    code: 'SEEDKIT_SEQUENCE_EXHAUSTED',
    fact: 'No value is left to count a column up with',
    hint: ({ sequence }) =>
      sequence === undefined
        ? 'Give the column a larger type, or empty the table and count from the beginning again (alter table … auto_increment = 1).'
        : `Let "${sequence}" count further (alter sequence … maxvalue …, and a column of a type that holds it), or empty the table and start it again (alter sequence … restart).`,
  },
  full: {
    code: 'SEEDKIT_STATEMENT_FAILED',
    fact: 'The database is full',
    hint: 'Make room on its disk. Where there is some: an AUTOINCREMENT key has reached the last row number (see the table sqlite_sequence).',
  },
  missingTable: {
    code: 'SEEDKIT_MISSING_TABLE',
    fact: 'A table does not exist',
    hint: 'Run your migrations first.',
  },
  unknownColumn: {
    code: 'SEEDKIT_UNKNOWN_COLUMN',
    fact: 'A column does not exist',
    hint: 'Run your migrations first.',
  },
}
