import type { SqlSyntax } from './sql-syntax.js'

export interface Token {
  readonly kind:
    /** Without quotes: a name, a keyword, a function. */
    | 'word'
    /** A name in `"`, backquotes or brackets. */
    | 'quoted'
    | 'text'
    /** Bits or bytes: `x'00ff'`. */
    | 'bytes'
    | 'number'
    | 'symbol'
  /** Without quotes, escapes undone. */
  readonly value: string
  readonly start: number
  readonly end: number
}

const blank = /(?:\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y
/** What may stand right before a text's quote: PostgreSQL's E, national and byte strings, MySQL's character sets. */
const prefix = /(?:[eEnNxXbB]|_[a-z]\w*|[uU]&)(?=')/y
const patterns = [
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['number', /0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['symbol', /::|<=>|<>|<=|>=|!=|==|<@|@>|->>|->|#>>|#>|!~~\*|!~~|!~\*|!~|~~\*|~~|~\*|\|\||&&|<<|>>|[^\s\w]/uy],
] as const

/** SQL in pieces; undefined for a text that ends inside quotes. */
export function tokenize(text: string, syntax: SqlSyntax): readonly Token[] | undefined {
  const tokens: Token[] = []
  let at = afterBlank(text, 0)
  while (at < text.length) {
    const token = readToken(text, at, syntax)
    if (token === undefined) return undefined
    tokens.push(token)
    at = afterBlank(text, token.end)
  }
  return tokens
}

function readToken(text: string, start: number, syntax: SqlSyntax): Token | undefined {
  const letter = text[start] ?? ''
  const mark = matchAt(prefix, text, start) ?? ''
  if (mark !== '' || letter === "'") {
    const found = readQuotes(text, start + mark.length, "'", syntax.backslashes || /^e$/i.test(mark))
    return found && { kind: /^[xb]$/i.test(mark) ? 'bytes' : 'text', ...found, start }
  }
  if (letter === '"' || letter === '`' || (letter === '[' && syntax.brackets === 'names')) {
    const found = readQuotes(text, start, letter === '[' ? ']' : letter, false)
    return found && { kind: 'quoted', ...found, start }
  }
  for (const [kind, pattern] of patterns) {
    const value = matchAt(pattern, text, start)
    if (value !== undefined) return { kind, value, start, end: start + value.length }
  }
  return undefined
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', 0: '\0', Z: '\x1a', '%': '\\%', _: '\\_' }

function readQuotes(text: string, opening: number, close: string, backslashes: boolean): { readonly value: string; readonly end: number } | undefined {
  let value = ''
  for (let at = opening + 1; at < text.length; at++) {
    const letter = text[at] ?? ''
    const next = text[at + 1] ?? ''
    if (letter === '\\' && backslashes) {
      value += escapes[next] ?? next
      at++
    } else if (letter !== close) value += letter
    else if (next === close && close !== ']') {
      value += letter
      at++
    } else return { value, end: at + 1 }
  }
  return undefined
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function afterBlank(text: string, at: number): number {
  return at + (matchAt(blank, text, at)?.length ?? 0)
}
