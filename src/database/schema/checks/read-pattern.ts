import type { ColumnPattern } from '../database-schema.js'
import type { ColumnKind } from '../table-schema.js'
import type { CheckFact } from './check-fact.js'
import { columnOf, valueOf, type CheckTerms } from './check-terms.js'
import type { Expression } from './expression.js'

const languages: Readonly<Record<string, ColumnPattern['language']>> = { regex: 'regex', iregex: 'regex', cregex: 'regex', like: 'like', ilike: 'like', glob: 'glob' }
const alwaysFolds: ReadonlySet<string> = new Set(['iregex', 'ilike'])
/** Whatever the database usually does. */
const alwaysExact: ReadonlySet<string> = new Set(['cregex', 'glob'])
/** What is matched is the column itself, not what a number looks like. */
const texts: ReadonlySet<ColumnKind | undefined> = new Set(['text', 'enum', 'uuid', 'other'])

/** `x ~ '^[a-z]+$'`, `x like '%@%'`. */
export function readPattern(operator: string, left: Expression, right: Expression, terms: CheckTerms): readonly CheckFact[] | undefined {
  const language = languages[operator]
  const column = columnOf(left, terms)
  const source = valueOf(right, terms)
  if (language === undefined || column === undefined || source === undefined || !texts.has(terms.columns.get(column))) return undefined
  const ignoresCase = alwaysFolds.has(operator) || (terms.syntax.foldsCase && !alwaysExact.has(operator))
  return [{ about: 'pattern', column, pattern: { source, language, ignoresCase, negated: false } }]
}
