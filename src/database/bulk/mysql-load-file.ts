import type { InsertRow } from '../database.js'
import { ValueRefusal } from '../values/value-refusal.js'
import type { ColumnPlan, TablePlan } from '../write/table-plan.js'
import { mysqlLoadField, type FieldCodec, type FieldForm } from './mysql-load-field.js'

/** Rows as LOAD DATA reads them. */
export interface LoadFile {
  readonly parts: readonly Buffer[]
  /** The columns and what becomes of their fields: what comes after the table and the format. */
  readonly columns: string
}

/** Rows on their way into a file. */
export interface LoadFileMaker {
  /** Writes some of the rows, while others are loaded; gives false where all are written, or one of them needs INSERT. */
  more(): boolean
  /** Writes what is left. Undefined where one of the rows needs INSERT, be it to be refused. */
  finish(): LoadFile | undefined
}

/** What writes rows for LOAD DATA. */
export type LoadFileWriter = (rows: readonly InsertRow[]) => LoadFileMaker

interface Field extends FieldCodec {
  readonly column: ColumnPlan
}

/** Rows whose lines are sent at once. */
const rowsTogether = 200

/** … or fewer, where they are long: a part is one packet. */
const mostLetters = 256 * 1024

const writers = new WeakMap<TablePlan, Map<string, LoadFileWriter | undefined>>()

/** What writes rows that give these columns, made once a table; undefined where a column cannot be loaded. */
export function mysqlLoadFile(plan: TablePlan, columns: readonly ColumnPlan[]): LoadFileWriter | undefined {
  const ofTable = writers.get(plan) ?? new Map<string, LoadFileWriter | undefined>()
  writers.set(plan, ofTable)
  const signature = columns.map(({ alias }) => alias).join()
  if (!ofTable.has(signature)) ofTable.set(signature, fileWriter(columns))
  return ofTable.get(signature)
}

function fileWriter(columns: readonly ColumnPlan[]): LoadFileWriter | undefined {
  const fields: Field[] = []
  for (const column of columns) {
    const field = mysqlLoadField(column)
    if (field === undefined) return undefined
    fields.push({ ...field, column })
  }
  return (rows) => new FileOfRows(fields, rows)
}

class FileOfRows implements LoadFileMaker {
  readonly #fields: readonly Field[]
  readonly #forms: readonly FieldForm[]
  readonly #rows: readonly InsertRow[]
  readonly #parts: Buffer[] = []
  #at = 0
  #isRefused = false

  constructor(fields: readonly Field[], rows: readonly InsertRow[]) {
    this.#fields = fields
    this.#forms = fields.map((field) => formOf(field, rows))
    this.#rows = rows
  }

  more(): boolean {
    if (this.#at < this.#rows.length && !this.#isRefused) this.#writePart()
    return this.#at < this.#rows.length && !this.#isRefused
  }

  finish(): LoadFile | undefined {
    while (this.more()) continue
    return this.#isRefused ? undefined : { parts: this.#parts, columns: columnList(this.#fields, this.#forms) }
  }

  #writePart(): void {
    try {
      let at = this.#at
      let together = ''
      for (const end = Math.min(this.#rows.length, at + rowsTogether); at < end && together.length < mostLetters; at++) {
        const line = lineOf(this.#fields, this.#forms, this.#rows[at] ?? {})
        if (line === undefined) {
          this.#isRefused = true
          return
        }
        together += line
      }
      this.#parts.push(Buffer.from(together))
      this.#at = at
    } catch (error) {
      if (!(error instanceof ValueRefusal)) throw error
      this.#isRefused = true
    }
  }
}

/** An instant goes through a function, a text without a zone does not: the first value tells which of them the rows give. */
function formOf({ form, column: { name, codec } }: Field, rows: readonly InsertRow[]): FieldForm {
  if (codec.placeholder === undefined) return form
  const first = rows.find((row) => row[name] !== null)?.[name]
  return codec.placeholder(first) === '?' ? form : 'seconds'
}

function lineOf(fields: readonly Field[], forms: readonly FieldForm[], row: InsertRow): string | undefined {
  let line = ''
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at]
    const written = field === undefined ? undefined : fieldOf(field, forms[at], row)
    if (written === undefined) return undefined
    line += at === 0 ? written : `\t${written}`
  }
  return `${line}\n`
}

function fieldOf({ column: { name, codec, column }, form, write }: Field, wanted: FieldForm | undefined, row: InsertRow): string | undefined {
  const value = row[name]
  // NULL for a column that has none means something else to LOAD DATA.
  if (value === null) return column.nullable ? '\\N' : undefined
  if (codec.placeholder !== undefined && (codec.placeholder(value) === '?' ? form : 'seconds') !== wanted) return undefined
  // Zero asks the counter for a key.
  if (column.identity && !(Number(value) > 0)) return undefined
  const encoded = codec.encode(value)
  // What is made of a Date has nothing to escape.
  return value instanceof Date && form === 'text' ? String(encoded) : write(encoded)
}

function columnList(fields: readonly Field[], forms: readonly FieldForm[]): string {
  const names = fields.map(({ column }, at) => (forms[at] === 'text' ? column.quoted : `@seedkit_${at}`))
  const sets = fields.flatMap(({ column }, at) =>
    forms[at] === 'text' ? [] : [`${column.quoted} = ${forms[at] === 'hex' ? 'unhex' : 'from_unixtime'}(@seedkit_${at})`],
  )
  return `(${names.join(', ')})${sets.length === 0 ? '' : ` set ${sets.join(', ')}`}`
}
