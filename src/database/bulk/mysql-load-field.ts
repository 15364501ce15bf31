import type { ColumnSchema } from '../schema/table-schema.js'
import { isZero } from '../values/is-zero.js'
import type { ColumnPlan } from '../write/table-plan.js'

/** How a column's fields in the file become values. */
export type FieldForm =
  /** As they are. */
  | 'text'
  /** Hexadecimal digits of bytes: the file has one character set for all columns. */
  | 'hex'
  /** Seconds since 1970. */
  | 'seconds'

/** One value of a column as it stands in the file; undefined where only INSERT stores it as INSERT does. */
export type FieldWriter = (value: unknown) => string | undefined

export interface FieldCodec {
  readonly form: FieldForm
  readonly write: FieldWriter
}

const plain = /^-?\d+(?:\.\d+)?$/

/**
 * The fields of one column, for values that its codec has encoded for INSERT. In a statement, values have types, in a file they are text: where the
 * database takes the text for something else than the typed value, INSERT has to serve. Undefined for columns that no file can fill.
 */
export function mysqlLoadField({ column }: ColumnPlan): FieldCodec | undefined {
  const field = fieldOf(column)
  return field === undefined || column.zeroCounts !== true ? field : { ...field, write: (value) => (isZero(value) ? undefined : field.write(value)) }
}

function fieldOf(column: ColumnSchema): FieldCodec | undefined {
  const type = column.type.toLowerCase()
  if (type.startsWith('bit')) return { form: 'hex', write: bitsField }
  switch (column.kind) {
    case 'bytes':
      return { form: 'hex', write: bytesField }
    case 'float':
      return text((number) => String(number))
    case 'integer':
      // A YEAR takes the text "0" for 2000, the number for no year.
      return type.startsWith('year') ? text((number) => (number === 0 ? '0000' : String(number))) : text(plainNumber)
    case 'bigint':
    case 'decimal':
    case 'boolean':
      return text(plainNumber)
    case 'text':
      return text(type.startsWith('set') ? undefined : plainNumber)
    case 'enum':
    case 'uuid':
    case 'json':
    case 'date':
    case 'timestamp':
    case 'timestamptz':
    case 'time':
      return text(undefined)
    default:
      return undefined
  }
}

function text(writeNumber: FieldWriter | undefined): FieldCodec {
  const write: FieldWriter = (value) => {
    if (typeof value === 'string') return escaped(value)
    if (typeof value === 'number') return writeNumber?.(value)
    return typeof value === 'boolean' ? writeNumber?.(Number(value)) : undefined
  }
  return { form: 'text', write }
}

function escaped(value: string): string {
  let field = value
  // Searching for one character is far faster than a pattern, and hardly any text has more than one kind of them. Backslashes first: the others bring some.
  if (field.includes('\\')) field = field.replaceAll('\\', '\\\\')
  if (field.includes('\n')) field = field.replaceAll('\n', '\\n')
  if (field.includes('\t')) field = field.replaceAll('\t', '\\t')
  return field
}

/** `1e+21` in a statement is a float, which is printed in other words. */
function plainNumber(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return String(value)
  const printed = String(value)
  return plain.test(printed) ? printed : undefined
}

function bytesField(value: unknown): string | undefined {
  if (Buffer.isBuffer(value)) return value.toString('hex')
  const written = typeof value === 'string' ? value : typeof value === 'boolean' ? String(Number(value)) : plainNumber(value)
  return written === undefined ? undefined : Buffer.from(written).toString('hex')
}

/** Numbers are numbers, and text is bytes, as in a statement. */
function bitsField(value: unknown): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'boolean') return bytesField(value)
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 0) return undefined
  const digits = number.toString(16)
  return digits.length % 2 === 0 ? digits : `0${digits}`
}
