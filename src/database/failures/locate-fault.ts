import type { ForeignKey } from '../schema/table-schema.js'
import type { ColumnPlan } from '../write/table-plan.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import { blamedValue, type BlamedValue } from './blamed-value.js'
import type { DriverFault } from './driver-fault.js'
import { earlierTwin, laterTwin, rowInDetail, rowsPrintedAs } from './match-row.js'
import { missingParent } from './missing-parent.js'
import { searchFailingRow } from './search-failing-row.js'

/** What could be found out about a refused row. Rows are places in the chunk. */
export interface Finding {
  readonly row: number | undefined
  readonly columns: readonly ColumnPlan[]
  /** An earlier row with the same unique values. */
  readonly twin?: number | undefined
  readonly foreignKey?: ForeignKey | undefined
}

type Locate = (context: WriteContext, chunk: RowChunk, fault: DriverFault) => Promise<Finding>

/** Finds the row and the columns at fault: in the error, else among the rows sent, else by trying. */
export async function locateFault(context: WriteContext, chunk: RowChunk, fault: DriverFault): Promise<Finding> {
  const finding = (await strategies[fault.kind]?.(context, chunk, fault)) ?? { row: undefined, columns: [] }
  return finding.row === undefined && chunk.rows.length === 1 ? { ...finding, row: 0 } : finding
}

const strategies: Partial<Record<DriverFault['kind'], Locate>> = {
  async unique(context, chunk, fault) {
    const columns = uniqueColumns(chunk, fault)
    const matches =
      fault.text === undefined || columns.length === 0 ? [] : rowsPrintedAs(chunk, columns, fault.text, [', ', '-'])
    const [first] = matches
    const later = first === undefined ? undefined : (matches[1] ?? laterTwin(chunk, columns, first))
    const only = later === undefined ? first : undefined
    // Where the database counts up the key, no row is at fault.
    const told = columns.some((column) => chunk.columns.includes(column)) ? fault.row : undefined
    // Of two twins the later one failed, unless the table held the value before.
    const row = told ?? only ?? (await searchFailingRow(context, chunk)) ?? later
    // What the database computes is not known of any row.
    const isKnown = row !== undefined && columns.every(({ column }) => column.identity || !column.generated)
    return { row, columns, twin: isKnown ? earlierTwin(chunk, columns, row) : undefined }
  },

  async foreignKey(context, chunk, fault) {
    const named = chunk.plan.schema.foreignKeys.find((key) => key.name !== '' && key.name === fault.constraint)
    const columns = plansOf(chunk, named?.columns ?? fault.columns ?? [])
    const match = fault.text === undefined ? undefined : rowsPrintedAs(chunk, columns, fault.text, [', '])[0]
    if (match !== undefined) return { row: match, columns, foreignKey: named }
    const tried = await searchFailingRow(context, chunk)
    const orphan = tried === undefined ? undefined : await findOrphan(context, chunk, tried, named)
    const foreignKey = orphan?.foreignKey ?? named
    return {
      row: orphan?.row ?? tried,
      columns: plansOf(chunk, foreignKey?.columns ?? fault.columns ?? []),
      foreignKey,
    }
  },

  async notNull(context, chunk, fault) {
    const columns = plansOf(chunk, fault.columns ?? [])
    if (fault.row !== undefined) return { row: fault.row, columns }
    const empty = chunk.rows.findIndex((row) =>
      columns.some(({ name }) => row[name] === null || row[name] === undefined),
    )
    return { row: empty >= 0 ? empty : await searchFailingRow(context, chunk), columns }
  },

  async check(context, chunk, fault) {
    const check = chunk.plan.schema.checks.find(({ name }) => name === fault.constraint)
    const ofDomain = chunk.columns.filter(({ column }) => fault.domain !== undefined && column.type.split('.').at(-1) === fault.domain)
    const columns = ofDomain.length > 0 ? ofDomain : mentioned(chunk, check?.expression) ?? mentioned(chunk, fault.constraint) ?? plansOf(chunk, fault.columns ?? [])
    const row = rowOf(chunk, fault) ?? (fault.text === undefined ? undefined : rowOfText(chunk, fault, fault.text))
    return { row: row ?? (await searchFailingRow(context, chunk)), columns }
  },

  async tooLong(_context, chunk, fault) {
    if (fault.row !== undefined) return { row: fault.row, columns: plansOf(chunk, fault.columns ?? []) }
    return findingOf(blamedValue(chunk, fault))
  },

  async invalidValue(context, chunk, fault) {
    if (fault.parameter !== undefined && chunk.columns.length > 0) {
      const column = chunk.columns[fault.parameter % chunk.columns.length]
      return { row: Math.floor(fault.parameter / chunk.columns.length), columns: column === undefined ? [] : [column] }
    }
    const columns = plansOf(chunk, fault.columns ?? [])
    if (fault.row !== undefined && fault.row < chunk.rows.length) return { row: fault.row, columns }
    const blamed = blamedValue(chunk, fault)
    if (blamed !== undefined) return findingOf(blamed)
    const row = await searchFailingRow(context, chunk)
    return { row, columns: columns.length > 0 ? columns : suspects(chunk, row) }
  },
}

/**
 * The foreign key that fails. Rows may point at later rows of their statement, which a search by trying less of it takes
 * for orphans: then the rows after it are looked at one by one.
 */
async function findOrphan(
  context: WriteContext,
  chunk: RowChunk,
  tried: number,
  named: ForeignKey | undefined,
): Promise<{ readonly row: number; readonly foreignKey: ForeignKey } | undefined> {
  if (named !== undefined) return { row: tried, foreignKey: named }
  for (let row = tried; row < chunk.rows.length; row++) {
    const foreignKey = await missingParent(context, chunk, row)
    if (foreignKey !== undefined) return { row, foreignKey }
  }
  return undefined
}

/** Where the database tells of a row, or of a value. */
/** The text is that of the whole row, or of the columns that are named. */
function rowOfText(chunk: RowChunk, fault: DriverFault, text: string): number | undefined {
  return fault.columns === undefined ? rowInDetail(chunk, text) : rowsPrintedAs(chunk, plansOf(chunk, fault.columns), text, [', '])[0]
}

function rowOf({ columns }: RowChunk, { row, parameter }: DriverFault): number | undefined {
  return row ?? (parameter === undefined || columns.length === 0 ? undefined : Math.floor(parameter / columns.length))
}

function plansOf(chunk: RowChunk, names: readonly string[]): readonly ColumnPlan[] {
  return names.map((name) => chunk.plan.byName.get(name)).filter((column) => column !== undefined)
}

function uniqueColumns(chunk: RowChunk, fault: DriverFault): readonly ColumnPlan[] {
  if (fault.columns !== undefined) return plansOf(chunk, fault.columns)
  const { schema } = chunk.plan
  if (fault.constraint?.toUpperCase() === 'PRIMARY') return plansOf(chunk, schema.primaryKey)
  return plansOf(chunk, [...schema.uniques, ...(schema.narrowKeys ?? [])].find(({ name }) => name === fault.constraint)?.columns ?? [])
}

/** Columns whose names occur in an expression, or in a constraint's name such as "reviews_stars_check". */
function mentioned(chunk: RowChunk, text: string | undefined): readonly ColumnPlan[] | undefined {
  if (text === undefined) return undefined
  const words = ` ${text.toLowerCase()} `
  const found = chunk.plan.columns.filter(({ name }) => {
    const at = words.indexOf(name.toLowerCase())
    return at > 0 && !/[a-z0-9]/.test(words[at - 1] ?? '') && !/[a-z0-9]/.test(words[at + name.length] ?? '')
  })
  return found.length === 0 ? undefined : found
}

function findingOf(blamed: BlamedValue | undefined): Finding {
  return blamed === undefined ? { row: undefined, columns: [] } : { row: blamed.row, columns: [blamed.column] }
}

/** SQLite's "datatype mismatch" can only mean a text in an integer key. */
function suspects(chunk: RowChunk, row: number | undefined): readonly ColumnPlan[] {
  if (row === undefined) return []
  return chunk.columns.filter(({ name, column }) => column.identity && typeof chunk.rows[row]?.[name] !== 'number')
}
