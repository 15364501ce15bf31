import type { DatabaseCheck } from '../database-schema.js'
import type { CheckConstraint } from '../table-schema.js'
import type { CheckFact } from './check-fact.js'
import { columnOf, type CheckTerms } from './check-terms.js'
import { columnsOf } from './expression.js'
import { parseExpression } from './parse-expression.js'
import { readFacts } from './read-facts.js'

export interface ReadCheck {
  readonly check: DatabaseCheck
  readonly facts: readonly CheckFact[]
}

/** What a check says. One that cannot be read keeps its expression, and says nothing. */
export function readCheck({ name, expression }: CheckConstraint, terms: CheckTerms): ReadCheck {
  const parsed = parseExpression(expression, terms.syntax)
  if (parsed === undefined) return { check: { name, expression, columns: [], understood: 'not' }, facts: [] }
  const parts = readFacts(parsed, terms)
  const facts = parts.flatMap((part) => part ?? [])
  const unread = parts.filter((part) => part === undefined).length
  const understood = unread === 0 ? 'wholly' : unread === parts.length ? 'not' : 'partly'
  const columns = columnsOf(parsed).flatMap((column) => columnOf({ kind: 'column', name: column }, terms) ?? [])
  return { check: { name, expression, columns: [...new Set(columns)], understood }, facts }
}
