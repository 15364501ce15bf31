import type { InsertRow } from '../database.js'
import type { ColumnPlan } from '../write/table-plan.js'

type FieldText = (value: unknown) => string

/** Rows as COPY's text format. Throws as the columns' codecs do; `at` is then the column. */
export class PostgresCopyText {
  /** The column that was encoded last. */
  at: ColumnPlan | undefined
  readonly #columns: readonly ColumnPlan[]
  readonly #names: readonly string[]
  readonly #fields: readonly FieldText[]

  constructor(columns: readonly ColumnPlan[]) {
    this.#columns = columns
    this.#names = columns.map(({ name }) => name)
    this.#fields = columns.map(({ codec }) => (value) => encodedText(codec.encode(value)))
  }

  /** A row's line, line break included. `key`: the value of a column behind the others. */
  line(row: InsertRow, key: number | bigint | undefined): string {
    const fields = this.#fields
    let line = ''
    for (let at = 0; at < fields.length; at++) {
      const value = row[this.#names[at] ?? '']
      if (at > 0) line += '\t'
      if (value === null) {
        line += '\\N'
        continue
      }
      this.at = this.#columns[at]
      line += fields[at]?.(value) ?? ''
    }
    if (key === undefined) return `${line}\n`
    return fields.length === 0 ? `${key}\n` : `${line}\t${key}\n`
  }
}

/** What INSERT would hand to the driver, as the text that the driver would make of it. */
function encodedText(encoded: unknown): string {
  if (typeof encoded === 'string') return escaped(encoded)
  return Buffer.isBuffer(encoded) ? `\\\\x${encoded.toString('hex')}` : String(encoded)
}

function escaped(text: string): string {
  let line = text
  // Searching for one character is far faster than a pattern, and hardly any text has more than one kind of them. Backslashes first: the others bring some.
  if (line.includes('\\')) line = line.replaceAll('\\', '\\\\')
  if (line.includes('\n')) line = line.replaceAll('\n', '\\n')
  if (line.includes('\t')) line = line.replaceAll('\t', '\\t')
  if (line.includes('\r')) line = line.replaceAll('\r', '\\r')
  return line
}
