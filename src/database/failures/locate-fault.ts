import type { ForeignKey } from '../schema/table-schema.js'
import type { ColumnPlan } from '../write/table-plan.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import type { DriverFault } from './driver-fault.js'
import { earlierTwin, rowInDetail, rowsPrintedAs } from './match-row.js'
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
    const only = matches.length === 1 ? matches[0] : undefined
    // Where the database counts up the key, no row is at fault.
    const told = columns.some((column) => chunk.columns.includes(column)) ? fault.row : undefined
    // Of two twins the later one failed, unless the table held the value before.
    const row = told ?? only ?? (await searchFailingRow(context, chunk)) ?? matches[1]
    return { row, columns, twin: row === undefined ? undefined : earlierTwin(chunk, columns, row) }
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
    const printed = fault.message.slice(fault.message.indexOf('type ') + 5)
    const limited = chunk.columns.filter(({ column }) => column.length !== undefined)
    const sameType = limited.filter(({ column }) => column.type === printed)
    return firstWhere(chunk, sameType.length > 0 ? sameType : limited, (value, { column }) => {
      const text = typeof value === 'object' ? (jsonOf(value) ?? '') : String(value)
      return [...text].length > (column.length ?? Infinity)
    })
  },

  async invalidValue(context, chunk, fault) {
    if (fault.parameter !== undefined && chunk.columns.length > 0) {
      const column = chunk.columns[fault.parameter % chunk.columns.length]
      return { row: Math.floor(fault.parameter / chunk.columns.length), columns: column === undefined ? [] : [column] }
    }
    const columns = plansOf(chunk, fault.columns ?? [])
    if (fault.row !== undefined && fault.row < chunk.rows.length) return { row: fault.row, columns }
    const nul = firstWhere(chunk, chunk.columns, holdsNul)
    if (nul.row !== undefined && /0x00|\\u0000|Unicode escape/.test(fault.message)) return nul
    const large = firstWhere(chunk, chunk.columns, (value, { column }) => overflows(value, column.type))
    if (large.row !== undefined) return large
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
  return plansOf(chunk, schema.uniques.find(({ name }) => name === fault.constraint)?.columns ?? [])
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

function firstWhere(
  chunk: RowChunk,
  columns: readonly ColumnPlan[],
  test: (value: unknown, column: ColumnPlan) => boolean,
): Finding {
  for (const [row, values] of chunk.rows.entries()) {
    for (const column of columns) {
      const value = values[column.name]
      if (value !== null && value !== undefined && test(value, column)) return { row, columns: [column] }
    }
  }
  return { row: undefined, columns: [] }
}

function holdsNul(value: unknown): boolean {
  return jsonOf(value)?.includes('\\u0000') === true
}

/** Undefined for what JSON cannot hold, a bigint above all. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

/** More digits before the point than numeric(precision, scale) has room for. */
function overflows(value: unknown, type: string): boolean {
  const size = /^numeric\((\d+),(\d+)\)$/.exec(type)
  if (size === null || !['number', 'string', 'bigint'].includes(typeof value)) return false
  return Math.abs(Number(value)) >= 10 ** (Number(size[1]) - Number(size[2]))
}

/** SQLite's "datatype mismatch" can only mean a text in an integer key. */
function suspects(chunk: RowChunk, row: number | undefined): readonly ColumnPlan[] {
  if (row === undefined) return []
  return chunk.columns.filter(({ name, column }) => column.identity && typeof chunk.rows[row]?.[name] !== 'number')
}
