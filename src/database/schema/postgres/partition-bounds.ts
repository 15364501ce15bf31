import { postgresSyntax } from '../checks/sql-syntax.js'
import { tokenize, type Token } from '../checks/tokenize.js'

/** One end of a range, column by column: a value, or -Infinity, Infinity for MINVALUE, MAXVALUE. */
export type BoundPoint = readonly (string | number)[]

/** What a partition takes. */
export type PartitionBounds =
  | { readonly kind: 'list'; readonly values: readonly string[] }
  | { readonly kind: 'range'; readonly from: BoundPoint; readonly to: BoundPoint }
  /** The DEFAULT partition, or one of a hash. */
  | { readonly kind: 'any' }

/** From PostgreSQL's text: `FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')`, `FOR VALUES IN (1, 2, NULL)`, `DEFAULT`. */
export function partitionBounds(text: string): PartitionBounds {
  const tokens = tokenize(text, postgresSyntax) ?? []
  const lists = listsIn(tokens)
  const [first, second] = lists
  if (/^FOR VALUES IN\b/i.test(text) && first !== undefined) return { kind: 'list', values: first.filter((value): value is string => typeof value === 'string') }
  if (/^FOR VALUES FROM\b/i.test(text) && first !== undefined && second !== undefined) return { kind: 'range', from: first, to: second }
  return { kind: 'any' }
}

/** The values between each pair of parentheses; NULL is left out as a number that is none. */
function listsIn(tokens: readonly Token[]): readonly BoundPoint[] {
  const lists: (string | number)[][] = []
  let list: (string | number)[] | undefined
  let sign = ''
  for (const { kind, value } of tokens) {
    if (kind !== 'symbol') {
      list?.push(kind === 'word' ? wordValue(value.toUpperCase()) : sign + value)
      sign = ''
    } else if (value === '(') {
      list = []
      lists.push(list)
    } else if (value === ')') list = undefined
    else if (value === '-') sign = '-'
  }
  return lists
}

function wordValue(word: string): string | number {
  if (word === 'MINVALUE') return -Infinity
  if (word === 'MAXVALUE') return Infinity
  return word === 'NULL' ? Number.NaN : word.toLowerCase()
}
