import { didYouMean } from '../support/did-you-mean.js'
import { SeedkitError, type SeedkitErrorDetails } from './seedkit-error.js'

/** Who wanted the statement that failed. */
export interface FaultySource {
  readonly seeder: string | undefined
  readonly factory: string | undefined
  readonly relation: string | undefined
}

/** The row that a statement failed for, as far as it is known. */
export interface FaultyRow {
  /** Counted from 1. */
  readonly number: number
  readonly of: number
}

export interface RefusedRow {
  readonly code: string
  readonly source: FaultySource
  readonly row: FaultyRow | undefined
  /** Rows of the failed statement, where the one at fault is not known. */
  readonly rows: { readonly from: number; readonly to: number; readonly of: number } | undefined
  readonly table: string
  /** What is wrong, as a predicate: `breaks the unique constraint "users_email_unique"`. */
  readonly fact: string
  /** More about the value, a sentence. */
  readonly detail: string | undefined
  readonly hint: string | undefined
  readonly cause: unknown
  /** Columns at fault, as far as they are known. */
  readonly columns?: readonly string[] | undefined
  /** Constraint that the row breaks, where it has a name. */
  readonly constraint?: string | undefined
}

/** Whose row was refused, and for what, for programs. */
export interface Refusal {
  readonly factory: string | undefined
  readonly table: string
  /** Columns at fault; empty where they are not known. */
  readonly columns: readonly string[]
  readonly constraint: string | undefined
}

const longest = 3_500

/**
 * A statement failed. Names seeder, factory, table and row as far as they are known; never shows the SQL, and no value
 * of a column that looks like a secret.
 *
 * @example
 * try {
 *   await session.factory(UserFactory).createBatch(100)
 * } catch (error) {
 *   if (error instanceof DatabaseError && error.code === 'SEEDKIT_UNIQUE_VIOLATION') console.error(error.message)
 * }
 */
export class DatabaseError extends SeedkitError {
  /** Where a row was refused: its table and the columns at fault. Undefined for faults of other kinds. */
  readonly refusal: Refusal | undefined

  constructor(details: SeedkitErrorDetails & { readonly refusal?: Refusal | undefined }) {
    super(details)
    this.refusal = details.refusal
  }

  static unsupportedClient(options: { readonly client: string; readonly supported: readonly string[] }): DatabaseError {
    return new DatabaseError({
      code: 'SEEDKIT_UNSUPPORTED_CLIENT',
      message: `The Knex client "${shorten(options.client)}" is not supported.`,
      hint: `Supported clients: ${options.supported.join(', ')}.`,
    })
  }

  static missingTable(options: {
    readonly table: string
    readonly source: FaultySource
    readonly known: readonly string[]
  }): DatabaseError {
    const near = didYouMean(options.table, options.known)
    return new DatabaseError({
      code: 'SEEDKIT_MISSING_TABLE',
      message: `Table "${shorten(options.table)}" does not exist${wantedBy(options.source)}.`,
      hint:
        near === undefined
          ? 'Run your migrations first.'
          : `Did you mean "${near}"? If not, run your migrations first.`,
    })
  }

  static missingSchema(options: { readonly schema: string; readonly known: readonly string[] }): DatabaseError {
    const near = didYouMean(options.schema, options.known)
    return new DatabaseError({
      code: 'SEEDKIT_MISSING_SCHEMA',
      message: `Schema "${shorten(options.schema)}" does not exist.`,
      hint: near === undefined ? `Schemas of this database: ${shorten(options.known.join(', '))}.` : `Did you mean "${near}"?`,
    })
  }

  static unknownColumn(options: {
    readonly column: string
    readonly table: string
    readonly source: FaultySource
    readonly known: readonly string[]
  }): DatabaseError {
    const near = didYouMean(options.column, options.known)
    return new DatabaseError({
      code: 'SEEDKIT_UNKNOWN_COLUMN',
      message: `${subject(options.source)} gives "${shorten(options.column)}", but table "${shorten(options.table)}" has no such column.`,
      hint: near === undefined ? `Its columns: ${shorten(options.known.join(', '), 400)}.` : `Did you mean "${near}"?`,
      refusal: refusalOf(options, [options.column]),
    })
  }

  static generatedColumn(options: {
    readonly column: string
    readonly table: string
    readonly source: FaultySource
  }): DatabaseError {
    return new DatabaseError({
      code: 'SEEDKIT_GENERATED_COLUMN',
      message: `${subject(options.source)} gives "${shorten(options.column)}", but the database computes this column of table "${shorten(options.table)}".`,
      hint: 'Leave it out of the definition and the overrides.',
      refusal: refusalOf(options, [options.column]),
    })
  }

  /** Fewer rows came back than were sent, or more. */
  static rowsLost(options: {
    readonly table: string
    readonly source: FaultySource
    readonly sent: number
    readonly received: number
    /** The table's triggers and rules, e.g. `trigger "users_archive"`. */
    readonly suspects?: readonly string[] | undefined
  }): DatabaseError {
    const { sent, received, suspects = [] } = options
    const fact = `${subject(options.source)} sent ${rows(sent)} to table "${shorten(options.table)}", and ${rows(received)} came back`
    const named = shorten(suspects.join(', '), 600)
    return new DatabaseError({
      code: 'SEEDKIT_ROWS_LOST',
      message: suspects.length === 0 ? `${fact}.` : `${fact}: ${named} may swallow, redirect or change rows.`,
      hint:
        suspects.length === 0
          ? 'A trigger or a rule on the table may swallow, redirect or change rows.'
          : 'Let the factory name the table that the rows end up in, or disable what redirects them while seeding.',
    })
  }

  /** Rules may send the rows elsewhere, and nothing would find them again. */
  static rowsUnproved(options: { readonly table: string; readonly source: FaultySource; readonly suspects: readonly string[] }): DatabaseError {
    const named = shorten(options.suspects.join(', '), 600)
    return new DatabaseError({
      code: 'SEEDKIT_ROWS_UNPROVED',
      message: `${subject(options.source)} cannot write table "${shorten(options.table)}": ${named} may send its rows elsewhere, and it has no key to find them by.`,
      hint: 'Give the key in the factory (name its columns in primaryKey), or let the factory name the table that the rows end up in.',
    })
  }

  /** The rows came back, but which is which cannot be told. */
  static orderUnknown(options: {
    readonly table: string
    readonly source: FaultySource
    readonly reason: string
  }): DatabaseError {
    return new DatabaseError({
      code: 'SEEDKIT_ORDER_UNKNOWN',
      message: `${subject(options.source)} cannot tell the new rows of table "${shorten(options.table)}" apart: ${options.reason}.`,
      hint: 'A trigger may change the keys. Give the key in the definition, e.g. id: this.faker.string.uuid().',
    })
  }

  /** The database, or seedkit before it, refused a row. */
  static refused(options: RefusedRow): DatabaseError {
    const place = options.row === undefined ? rangeOf(options) : `row ${options.row.number} of ${options.row.of}`
    const lines = [`${subject(options.source)}: ${place} for table "${shorten(options.table)}" ${options.fact}.`]
    if (options.detail !== undefined) lines.push(options.detail)
    return new DatabaseError({
      code: options.code,
      message: lines.join('\n').slice(0, longest),
      hint: options.hint,
      cause: options.cause,
      refusal: refusalOf(options, options.columns ?? [], options.constraint),
    })
  }

  /** A deferred foreign key does not hold at the end of the transaction. */
  static orphan(options: {
    readonly table: string
    readonly parent: string
    /** SQLite's row number. */
    readonly row: unknown
    readonly constraint?: string | undefined
    readonly cause: unknown
  }): DatabaseError {
    const row =
      options.row === undefined || options.row === null ? 'A row' : `The row with rowid ${String(options.row)}`
    return new DatabaseError({
      code: 'SEEDKIT_FOREIGN_KEY_VIOLATION',
      message: `${row} of table "${shorten(options.table)}" points at no row of table "${shorten(options.parent)}" at the end of the transaction.`,
      hint: 'Create the parent before the run ends: the foreign key is deferred, not absent.',
      cause: options.cause,
      refusal: { factory: undefined, table: options.table, columns: [], constraint: options.constraint },
    })
  }

  /** Rows of a circle were inserted while a foreign key was set aside, and one of them has no parent. */
  static orphanInCycle(options: {
    readonly table: string
    readonly columns: readonly string[]
    readonly parent: string
    readonly source: FaultySource
  }): DatabaseError {
    const names = options.columns.map((column) => `"${shorten(column)}"`).join(' and ')
    return new DatabaseError({
      code: 'SEEDKIT_FOREIGN_KEY_VIOLATION',
      message: `${subject(options.source)}: a row of table "${shorten(options.table)}" points with ${names} at no row of table "${shorten(options.parent)}".`,
      hint: `Create the parent first, or let a relation or a factory give ${names}. Or a trigger or another program has changed or removed one of the rows.`,
    })
  }

  /** A statement failed for a reason that has nothing to do with its rows. */
  static failed(options: {
    readonly code: string
    readonly source: FaultySource
    readonly table: string | undefined
    readonly fact: string
    readonly hint: string | undefined
    readonly cause: unknown
  }): DatabaseError {
    const where = options.table === undefined ? '' : ` while working on table "${shorten(options.table)}"`
    return new DatabaseError({
      code: options.code,
      message: `${options.fact}${where}${wantedBy(options.source)}.`.slice(0, longest),
      hint: options.hint,
      cause: options.cause,
    })
  }
}

function refusalOf({ source, table }: { readonly source: FaultySource; readonly table: string }, columns: readonly string[], constraint?: string): Refusal {
  return { factory: source.factory, table, columns, constraint }
}

function subject(source: FaultySource): string {
  const places = [
    source.seeder === undefined ? undefined : `in ${source.seeder}`,
    source.relation === undefined ? undefined : `relation ${shorten(source.relation)}`,
  ].filter((place) => place !== undefined)
  return `${source.factory ?? 'seedkit'}${places.length === 0 ? '' : ` (${places.join(', ')})`}`
}

function wantedBy(source: FaultySource): string {
  return source.factory === undefined ? '' : `, wanted by ${subject(source)}`
}

function rangeOf({ rows: range }: RefusedRow): string {
  return range === undefined ? 'a row' : `one of the rows ${range.from} to ${range.to} of ${range.of}`
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}

function shorten(text: string, limit = 200): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}…`
}
