import { DatabaseError } from '../../errors/database-error.js'
import type { Registration } from '../dialects/registry.js'
import { questionMarks } from '../question-marks.js'
import { printedName } from '../printed-name.js'
import { qualifiedName } from '../qualified-name.js'
import type { ColumnSchema, TableSchema } from '../schema/table-schema.js'
import type { TableName } from '../table-name.js'
import { ValueRefusal } from '../values/value-refusal.js'
import { guessedColumn } from './guessed-column.js'

export interface PrintedRows {
  /** Name of the factory class, for errors. */
  readonly factory: string
  readonly table: TableName
  /** Undefined without a database: what a column holds is then guessed from its values. */
  readonly schema: TableSchema | undefined
  /** Attributes; `undefined` leaves a column to the database. */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** INSERT statements for rows, in their order: one for each run of rows that give the same columns. Throws DatabaseError for a value that cannot be stored. */
export function printInserts(database: Registration, printed: PrintedRows): readonly string[] {
  const statements: string[] = []
  const { rows } = printed
  for (let from = 0; from < rows.length; ) {
    const columns = columnsOf(printed, from)
    let to = from + 1
    // Rows without any column have no VALUES to share.
    if (columns.length > 0) while (to < rows.length && sameColumns(columns, columnsOf(printed, to))) to++
    statements.push(statement(database, printed, { columns, from, to }))
    from = to
  }
  return statements
}

interface Group {
  readonly columns: readonly string[]
  readonly from: number
  readonly to: number
}

/** The columns that a row gives; those that the database computes cannot be given. */
function columnsOf({ rows, schema }: PrintedRows, index: number): readonly string[] {
  const given = Object.entries(rows[index] ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  return given.filter((name) => {
    const column = schema?.columns.find((each) => each.name === name)
    return column === undefined || !column.generated || column.identity
  })
}

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name))
}

function statement(database: Registration, printed: PrintedRows, { columns, from, to }: Group): string {
  const { dialect } = database
  const into = `insert into ${questionMarks.unescape(qualifiedName(dialect, printed.table))}`
  if (columns.length === 0) return `${into} ${dialect.emptyRows === 'empty lists' ? '() values ()' : 'default values'};`
  const known = columns.map((name) => printed.schema?.columns.find((each) => each.name === name))
  const overriding = known.some((column) => column?.generated === true) ? ' overriding system value' : ''
  const tuples = Array.from({ length: to - from }, (_, place) => {
    const row = printed.rows[from + place] ?? {}
    const literals = columns.map((name, at) => literal(database, printed, { name, column: known[at], value: row[name], index: from + place }))
    return `  (${literals.join(', ')})`
  })
  return `${into} (${columns.map((name) => questionMarks.unescape(dialect.quote(name))).join(', ')})${overriding} values\n${tuples.join(',\n')};`
}

interface Cell {
  readonly name: string
  readonly column: ColumnSchema | undefined
  readonly value: unknown
  readonly index: number
}

function literal({ dialect, literals }: Registration, printed: PrintedRows, { name, column, value, index }: Cell): string {
  if (value === null) return 'null'
  try {
    const codec = dialect.codec(column ?? guessedColumn(name, value, literals.arrays))
    const text = literals.print(codec.encode(value))
    const place = codec.placeholder?.(value)
    // A function: the text may hold what replace() takes for a pattern.
    return place === undefined ? text : place.replace('?', () => text)
  } catch (error) {
    if (!(error instanceof ValueRefusal)) throw error
    throw refused(printed, name, { index, refusal: error })
  }
}

function refused({ factory, table, rows }: PrintedRows, column: string, { index, refusal }: { readonly index: number; readonly refusal: ValueRefusal }): DatabaseError {
  return DatabaseError.refused({
    code: 'SEEDKIT_INVALID_VALUE',
    source: { seeder: undefined, factory, relation: undefined },
    row: { number: index + 1, of: rows.length },
    rows: undefined,
    table: printedName(table),
    fact: `cannot be stored: "${column}" ${refusal.message}`,
    detail: undefined,
    hint: refusal.hint ?? `Change what ${factory}.${column} gives.`,
    cause: undefined,
  })
}
