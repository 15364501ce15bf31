import { shownValue } from '../../database/failures/shown-value.js'
import { parseInstant } from '../../database/values/instant.js'
import type { ColumnKind } from '../../database/schema/table-schema.js'
import type { FindingKind } from './finding.js'
import type { LintColumn } from './lint-table.js'

/** Why a column does not take a value. */
export interface ValueFault {
  readonly kind: Extract<FindingKind, 'type' | 'word' | 'length'>
  /** A predicate of the factory: `gives "boss" for "role", which takes admin, member`. */
  readonly fact: string
  readonly fix: string
}

/** Looks at a value as the catalogue describes its column, without asking the database. Elements of arrays are looked at one by one. */
export function valueFault(column: LintColumn, value: unknown): ValueFault | undefined {
  if (column.kind !== 'array') return wordFault(column, value) ?? lengthFault(column, value) ?? typeFault(column, column.kind, value)
  if (!Array.isArray(value)) return undefined
  for (const item of value.flat(Infinity) as readonly unknown[]) {
    const fault = wordFault(column, item) ?? lengthFault(column, item) ?? typeFault(column, column.element ?? 'other', item)
    if (fault !== undefined) return fault
  }
  return undefined
}

const isScalar = (value: unknown): value is string | number | bigint => ['string', 'number', 'bigint'].includes(typeof value)

function wordFault(column: LintColumn, value: unknown): ValueFault | undefined {
  const words = column.bounds?.values ?? column.values
  const kind = column.element ?? column.kind
  const isNumeric = NUMERIC.has(kind)
  if (words === undefined || !isScalar(value) || !(isNumeric || kind === 'text' || kind === 'enum')) return undefined
  // MySQL takes the number of an enum's word for the word.
  if (kind === 'enum' && typeof value !== 'string') return undefined
  const isSame = isNumeric ? sameNumber : ignoresCase(column) ? sameLetters : sameText
  if (words.some((word) => isSame(word, String(value)))) return undefined
  return {
    kind: 'word',
    fact: `gives ${told(column, value)} for "${column.name}", which takes ${words.slice(0, 20).join(', ')}${words.length > 20 ? ', …' : ''}`,
    fix: 'Let it give one of these words, or add the new one to the column by a migration.',
  }
}

const NUMERIC: ReadonlySet<ColumnKind> = new Set(['integer', 'bigint', 'decimal', 'float'])
const sameText = (word: string, value: string): boolean => word === value
const sameNumber = (word: string, value: string): boolean => Number(word) === Number(value)
const sameLetters = (word: string, value: string): boolean => word.toLowerCase() === value.trimEnd().toLowerCase()

function ignoresCase({ collation, type }: LintColumn): boolean {
  return /_ci$|nocase/i.test(collation ?? '') || /\bcitext\b/i.test(type)
}

function lengthFault(column: LintColumn, value: unknown): ValueFault | undefined {
  const { bounds, kind, element } = column
  const isText = kind === 'text' || element === 'text'
  // Spaces beyond the length are cut off by some databases, and are no fault to others.
  const length = typeof value === 'string' && isText ? [...value.trimEnd()].length : value instanceof Uint8Array && kind === 'bytes' ? value.length : undefined
  if (length === undefined) return undefined
  const most = Math.min(column.length ?? Infinity, bounds?.maxLength ?? Infinity)
  const least = bounds?.minLength ?? 0
  if (length <= most && length >= least) return undefined
  const unit = value instanceof Uint8Array ? 'bytes' : 'characters'
  const limit = length > most ? `takes ${most} at most` : `wants ${least} at least`
  const fix = length > most ? 'Shorten what it gives, or widen the column by a migration.' : 'Let it give longer values.'
  return { kind: 'length', fact: `gives ${length} ${unit} for "${column.name}" (${column.type}), which ${limit}`, fix }
}

function typeFault(column: LintColumn, kind: ColumnKind, value: unknown): ValueFault | undefined {
  if (!isOfKind(kind, value) || !isInRange(column, kind, value)) {
    return {
      kind: 'type',
      fact: `gives ${told(column, value)} for "${column.name}", which the column (${column.type}) cannot hold`,
      fix: `Change what it gives for "${column.name}", or the type of the column by a migration.`,
    }
  }
  return undefined
}

function isOfKind(kind: ColumnKind, value: unknown): boolean {
  if (typeof value === 'string') return TEXTS[kind]?.(value) ?? true
  if (typeof value === 'number') return kind === 'integer' || kind === 'bigint' ? Number.isInteger(value) : kind !== 'boolean' || value === 0 || value === 1
  return true
}

const isWhole = (text: string): boolean => /^\s*[+-]?\d+\s*$/.test(text)
const isNumber = (text: string): boolean => text.trim() !== '' && !Number.isNaN(Number(text))
// Databases read more ways of writing a moment than one: what Date reads is none of them's fault.
const isMoment = (text: string): boolean => parseInstant(text) !== undefined || !Number.isNaN(Date.parse(text))

/** Texts that stand for a value of another kind. */
const TEXTS: Readonly<Partial<Record<ColumnKind, (text: string) => boolean>>> = {
  integer: isWhole,
  bigint: isWhole,
  decimal: isNumber,
  float: isNumber,
  boolean: (text) => /^(?:0|1|t|f|true|false|y|n|yes|no|on|off)$/i.test(text),
  uuid: (text) => /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i.test(text),
  date: isMoment,
  timestamp: isMoment,
  timestamptz: isMoment,
}

function isInRange({ integerRange, precision, scale }: LintColumn, kind: ColumnKind, value: unknown): boolean {
  if (!isScalar(value)) return true
  if ((kind === 'integer' || kind === 'bigint') && integerRange !== undefined) {
    const whole = BigInt(typeof value === 'string' ? value.trim() : value)
    return whole >= BigInt(integerRange.min) && whole <= BigInt(integerRange.max)
  }
  return kind !== 'decimal' || precision === undefined || Math.abs(Number(value)) < 10 ** (precision - (scale ?? 0))
}

/** Not what looks like a secret. */
function told({ name }: LintColumn, value: unknown): string {
  return shownValue(name, value)
}
