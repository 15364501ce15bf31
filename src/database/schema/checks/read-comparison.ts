import type { ColumnComparison } from '../database-schema.js'
import type { ColumnKind } from '../table-schema.js'
import type { CheckFact } from './check-fact.js'
import { columnOf, valueOf, type CheckTerms } from './check-terms.js'
import type { Expression } from './expression.js'
import { readMoment } from './read-moment.js'

/** The operator seen from the other side. */
const turned: Readonly<Record<string, Operator>> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

type Operator = '=' | '<>' | '<' | '<=' | '>' | '>='

/** What a comparison says, whichever side the column is on; undefined for one that says nothing simple. */
export function readComparison(operator: string, left: Expression, right: Expression, terms: CheckTerms): readonly CheckFact[] | undefined {
  const back = turned[operator]
  if (back === undefined) return undefined
  // Boundary: `operator` is one of the table's keys, which are the operators.
  return readSided(operator as Operator, left, right, terms) ?? readSided(back, right, left, terms)
}

function readSided(operator: Operator, left: Expression, right: Expression, terms: CheckTerms): readonly CheckFact[] | undefined {
  const column = columnOf(left, terms)
  const value = valueOf(right, terms)
  if (column !== undefined && value !== undefined) return readValue(column, operator, value, terms)
  const moment = column === undefined ? undefined : readMoment(column, operator, right, terms)
  if (moment !== undefined) return moment
  const other = columnOf(right, terms)
  if (column !== undefined && other !== undefined) return column === other ? undefined : [{ about: 'comparison', comparison: comparisonOf(column, operator, other) }]
  if (left.kind === 'call' && value !== undefined) return readMeasure(left, operator, value, terms)
  if (left.kind === 'operation' && left.operator === '%' && value !== undefined) return readMultiple(left.operands, operator, value, terms)
  return right.kind === 'call' && column !== undefined && operator === '=' ? readSelf(column, right, terms) : undefined
}

/** No order that a bound could tell of. */
const unordered: ReadonlySet<ColumnKind | undefined> = new Set(['enum', 'json', 'bytes'])

function readValue(column: string, operator: Operator, value: string, terms: CheckTerms): readonly CheckFact[] | undefined {
  const kind = terms.columns.get(column)
  if (kind === 'array') return value === '{}' && operator === '<>' ? [{ about: 'items', column, min: 1 }] : undefined
  const isEmpty = value === '' && kind === 'text'
  if (isEmpty && (operator === '<>' || operator === '>')) return [{ about: 'length', column, min: 1 }]
  if (operator === '=') return [{ about: 'values', column, values: [value] }]
  if (operator === '<>') return [{ about: 'excluded', column, values: [value] }]
  if (unordered.has(kind)) return undefined
  const bound = { value, inclusive: operator.endsWith('=') }
  return [{ about: 'range', column, ranges: [operator.startsWith('>') ? { min: bound } : { max: bound }] }]
}

function comparisonOf(left: string, operator: Operator, right: string): ColumnComparison {
  if (operator === '>' || operator === '>=') return { left: right, operator: operator === '>' ? '<' : '<=', right: left }
  return { left, operator, right }
}

const characters: ReadonlySet<string> = new Set(['char_length', 'character_length'])
const bytes: ReadonlySet<string> = new Set(['octet_length', 'lengthb'])
const trims: ReadonlySet<string> = new Set(['trim', 'btrim'])
const items: ReadonlySet<string> = new Set(['cardinality', 'array_length'])

/** `length(x) <= 10`, `cardinality(x) > 0`, `trim(x) <> ''`, `mod(x, 5) = 0`. */
function readMeasure(call: Expression & { readonly kind: 'call' }, operator: Operator, value: string, terms: CheckTerms): readonly CheckFact[] | undefined {
  const { name, operands } = call
  const [first, second] = operands
  if (first === undefined) return undefined
  if (name === 'mod') return readMultiple(operands, operator, value, terms)
  if (name === 'typeof') return readStorage(first, operator, value, terms)
  if (trims.has(name)) return readTrimmed(call, operator, value, terms)
  const column = columnOf(first, terms)
  const isLength = name === 'length' || characters.has(name) || bytes.has(name)
  if (isLength && column === undefined && first.kind === 'call' && trims.has(first.name)) return lengthWhenTrimmed(first, operator, value, terms)
  if (column === undefined) return undefined
  const size = sizeOf(operator, value)
  if (size === undefined) return undefined
  if (isLength) return isCountedWell(name, column, terms) ? [{ about: 'length', column, ...size }] : undefined
  if (!items.has(name) || terms.columns.get(column) !== 'array') return undefined
  const isFirstDimension = name !== 'array_length' || (second !== undefined && valueOf(second, terms) === '1')
  return isFirstDimension ? [{ about: 'items', column, ...size }] : undefined
}

/** Bytes are characters for the texts that seeding writes most, and for bytes themselves; a number has no length. */
function isCountedWell(name: string, column: string, { columns }: CheckTerms): boolean {
  const kind = columns.get(column)
  return kind === 'bytes' ? !characters.has(name) : kind === 'text' || kind === 'other' || kind === 'uuid' || kind === 'json'
}

function sizeOf(operator: Operator, value: string): { readonly min?: number; readonly max?: number } | undefined {
  if (!/^\d+$/.test(value)) return undefined
  const size = Number(value)
  switch (operator) {
    case '=':
      return { min: size, max: size }
    case '<>':
      return size === 0 ? { min: 1 } : undefined
    case '<':
      return { max: size - 1 }
    case '<=':
      return { max: size }
    case '>':
      return { min: size + 1 }
    default:
      return { min: size }
  }
}

function readTrimmed(call: Expression & { readonly kind: 'call' }, operator: Operator, value: string, terms: CheckTerms): readonly CheckFact[] | undefined {
  const [first] = call.operands
  const column = first && call.operands.length === 1 ? columnOf(first, terms) : undefined
  if (column === undefined || value !== '' || (operator !== '<>' && operator !== '>')) return undefined
  return [{ about: 'trimmed', column }, { about: 'length', column, min: 1 }]
}

function lengthWhenTrimmed(trim: Expression & { readonly kind: 'call' }, operator: Operator, value: string, terms: CheckTerms): readonly CheckFact[] | undefined {
  const [first] = trim.operands
  const column = first && trim.operands.length === 1 ? columnOf(first, terms) : undefined
  const size = sizeOf(operator, value)
  return column === undefined || size === undefined ? undefined : [{ about: 'trimmed', column }, { about: 'length', column, ...size }]
}

function readMultiple([operand, divisor]: readonly Expression[], operator: Operator, value: string, terms: CheckTerms): readonly CheckFact[] | undefined {
  const column = operand && columnOf(operand, terms)
  const of = divisor && valueOf(divisor, terms)
  const isWhole = operator === '=' && /^0(?:\.0*)?$/.test(value) && of !== undefined && Number(of) > 0
  return column === undefined || !isWhole ? undefined : [{ about: 'multiple', column, of }]
}

/** SQLite: `typeof(x) = 'integer'` says no more than the column's type, if that is what the type says. */
function readStorage(operand: Expression, operator: Operator, value: string, terms: CheckTerms): readonly CheckFact[] | undefined {
  const column = columnOf(operand, terms)
  const kinds = storages[value]
  const kind = column === undefined ? undefined : terms.columns.get(column)
  return operator === '=' && kind !== undefined && kinds?.includes(kind) === true ? [] : undefined
}

const storages: Readonly<Record<string, readonly string[]>> = {
  integer: ['integer', 'bigint', 'boolean'],
  real: ['float'],
  text: ['text', 'uuid', 'date', 'time', 'timestamp', 'json'],
  blob: ['bytes'],
}

/** `x = lower(x)`, `x = trim(x)`. */
function readSelf(column: string, call: Expression & { readonly kind: 'call' }, terms: CheckTerms): readonly CheckFact[] | undefined {
  const [first] = call.operands
  if (first === undefined || call.operands.length !== 1 || columnOf(first, terms) !== column) return undefined
  if (call.name === 'lower' || call.name === 'lcase') return [{ about: 'letterCase', column, letterCase: 'lower' }]
  if (call.name === 'upper' || call.name === 'ucase') return [{ about: 'letterCase', column, letterCase: 'upper' }]
  return trims.has(call.name) ? [{ about: 'trimmed', column }] : undefined
}
