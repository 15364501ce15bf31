import { DatabaseError } from '../../errors/database-error.js'
import { FactoryError } from '../../errors/factory-error.js'
import { SeedkitError } from '../../errors/seedkit-error.js'
import type { LintSubject } from './lint-subject.js'

/** A row that could not be created. */
export interface CreationFailure {
  readonly factory: string
  readonly subject: LintSubject
  readonly code: string | undefined
  /** The factory whose row it was: perhaps that of a parent. Undefined where nobody knows. */
  readonly source: string | undefined
  readonly table: string | undefined
  readonly columns: readonly string[]
  readonly constraint: string | undefined
  readonly message: string
  readonly hint: string | undefined
}

export function creationFailure(factory: string, subject: LintSubject, error: unknown): CreationFailure {
  const place = placeOf(error)
  return {
    factory,
    subject,
    ...place,
    code: error instanceof SeedkitError ? error.code : undefined,
    message: error instanceof Error ? error.message : String(error),
    hint: error instanceof SeedkitError ? error.hint : undefined,
  }
}

type Place = Pick<CreationFailure, 'source' | 'table' | 'columns' | 'constraint'>

function placeOf(error: unknown): Place {
  if (error instanceof DatabaseError && error.refusal !== undefined) {
    const { factory, ...rest } = error.refusal
    return { source: factory, ...rest }
  }
  if (error instanceof FactoryError && error.row !== undefined) {
    const { factory, table, part, columns } = error.row
    const attribute = /^attribute "(.*)"$/s.exec(part ?? '')?.[1]
    return { source: factory, table, columns: columns ?? (attribute === undefined ? [] : [attribute]), constraint: undefined }
  }
  return { source: undefined, table: undefined, columns: [], constraint: undefined }
}
