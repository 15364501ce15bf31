import type { Expression } from './expression.js'
import { parseTypeName } from './parse-type-name.js'
import { Unreadable, type TokenReader } from './token-reader.js'
import type { Token } from './tokenize.js'

/** Reads an expression whose operators bind more tightly than `power`. */
export type ParseFrom = (reader: TokenReader, power: number) => Expression

/** Tighter than any operator but casts and subscripts. */
const sign = 10

/** What stands between operators: a value, a column, a call, something in parentheses. */
export function parseOperand(reader: TokenReader, parse: ParseFrom): Expression {
  const token = reader.next()
  switch (token.kind) {
    case 'number':
      return { kind: 'literal', form: 'number', value: token.value }
    case 'text':
      return { kind: 'literal', form: 'text', value: token.value }
    case 'bytes':
      return { kind: 'literal', form: 'other', value: token.value }
    case 'quoted':
      return parseName(reader, parse, token)
    case 'word':
      return parseWord(reader, parse, token)
    default:
      return parseSymbol(reader, parse, token.value)
  }
}

function parseSymbol(reader: TokenReader, parse: ParseFrom, symbol: string): Expression {
  if (symbol === '(') {
    const operands = parseItems(reader, parse, ')')
    const [only] = operands
    return only !== undefined && operands.length === 1 ? only : { kind: 'list', operands }
  }
  if (symbol === '-' || symbol === '+') {
    const operand = parse(reader, sign)
    return symbol === '+' ? operand : { kind: 'operation', operator: 'minus', operands: [operand] }
  }
  if (symbol === '~' || symbol === '@') return { kind: 'other', operands: [parse(reader, sign)] }
  throw new Unreadable()
}

function parseWord(reader: TokenReader, parse: ParseFrom, token: Token): Expression {
  const word = token.value.toLowerCase()
  const constant = constants[word]
  if (constant !== undefined && !reader.sees('(')) return constant
  if (word === 'array' && reader.takes('[')) return { kind: 'list', operands: parseItems(reader, parse, ']') }
  if (word === 'case') return parseCase(reader, parse)
  if ((word === 'cast' || word === 'try_cast') && reader.takes('(')) {
    const operand = parse(reader, 0)
    reader.expect('as')
    const type = parseTypeName(reader)
    reader.expect(')')
    return { kind: 'cast', type, operands: [operand] }
  }
  if (reserved.has(word)) throw new Unreadable()
  const value = reader.peek()
  if (value?.kind === 'text' && typed.has(word)) {
    reader.next()
    return { kind: 'literal', form: word === 'interval' ? 'other' : 'text', value: value.value }
  }
  return parseName(reader, parse, token)
}

const clock: Expression = { kind: 'literal', form: 'clock', value: 'now' }
const constants: Readonly<Record<string, Expression>> = {
  null: { kind: 'literal', form: 'null', value: 'null' },
  true: { kind: 'literal', form: 'boolean', value: 'true' },
  false: { kind: 'literal', form: 'boolean', value: 'false' },
  current_date: clock, current_timestamp: clock, localtimestamp: clock, utc_timestamp: clock, utc_date: clock,
}
/** Calls that give the time. */
const clocks: ReadonlySet<string> = new Set([
  'now', 'current_date', 'current_timestamp', 'localtimestamp', 'localtime', 'curdate', 'sysdate', 'clock_timestamp', 'statement_timestamp', 'transaction_timestamp',
  'utc_timestamp', 'utc_date',
])
/** SQLite's: they give the time of `'now'`. */
const moments: ReadonlySet<string> = new Set(['date', 'datetime'])
const typed: ReadonlySet<string> = new Set(['date', 'time', 'timestamp', 'interval'])
const reserved: ReadonlySet<string> = new Set(['select', 'with', 'values', 'exists', 'when', 'then', 'else', 'end', 'from', 'as', 'and', 'or', 'in', 'is', 'between'])

/** A column or a call; what stands before a dot is left out. */
function parseName(reader: TokenReader, parse: ParseFrom, first: Token): Expression {
  let { value: name } = first
  while (reader.takes('.')) {
    const { kind, value } = reader.next()
    if (kind !== 'word' && kind !== 'quoted') throw new Unreadable()
    name = value
  }
  if (!reader.takes('(')) return { kind: 'column', name }
  return toCall(name.toLowerCase(), parseItems(reader, parse, ')'))
}

function toCall(name: string, operands: readonly Expression[]): Expression {
  const [first] = operands
  if (clocks.has(name)) return clock
  const isNow = first === undefined || (first.kind === 'literal' && first.value.toLowerCase() === 'now' && operands.length === 1)
  return moments.has(name) && isNow ? clock : { kind: 'call', name, operands }
}

/** What separates arguments, and words that stand among them: `trim(both from x)`, `substring(x from 2 for 3)`, `extract(year from x)`. */
const fillers = ['both', 'leading', 'trailing', 'distinct', 'from', 'for', 'using', 'placing'] as const

function parseItems(reader: TokenReader, parse: ParseFrom, close: string): readonly Expression[] {
  const operands: Expression[] = []
  while (!reader.takes(close)) {
    if (reader.takesOneOf(...fillers) !== undefined) continue
    operands.push(parse(reader, 0))
    if (!reader.takes(',') && !reader.sees(close) && !fillers.some((word) => reader.sees(word))) throw new Unreadable()
  }
  return operands
}

function parseCase(reader: TokenReader, parse: ParseFrom): Expression {
  const subject = reader.sees('when') ? undefined : parse(reader, 0)
  const operands: Expression[] = []
  while (reader.takes('when')) {
    const condition = parse(reader, 0)
    reader.expect('then')
    operands.push(subject === undefined ? condition : { kind: 'operation', operator: '=', operands: [subject, condition] }, parse(reader, 0))
  }
  operands.push(reader.takes('else') ? parse(reader, 0) : { kind: 'literal', form: 'null', value: 'null' })
  reader.expect('end')
  return { kind: 'case', operands }
}
