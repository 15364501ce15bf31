import type { DatabaseSchema } from '../database/schema/database-schema.js'
import { ScaffoldError } from '../errors/scaffold-error.js'
import { didYouMean } from '../support/did-you-mean.js'
import { ownExpression } from './generators/own-expression.js'
import { parseSource } from './merge/parse-source.js'

/** A key of `generators` that stands for no column, and what may have been meant. */
export interface UnusedGenerator {
  readonly key: string
  readonly suggestion: string | undefined
}

/** Throws ScaffoldError for an expression that is none, before it gets into a file; gives the keys that fit no column of the tables that were read. */
export async function checkGenerators(generators: Readonly<Record<string, string>>, { tables }: DatabaseSchema): Promise<readonly UnusedGenerator[]> {
  for (const [key, expression] of Object.entries(generators)) {
    if (!(await isExpression(expression))) throw ScaffoldError.badGenerator({ key })
  }
  const unused = Object.keys(generators).filter((key) => !tables.some((table) => table.columns.some(({ name }) => ownExpression(table, name, { [key]: 'undefined' }) !== undefined)))
  const known = tables.flatMap((table) => table.columns.map(({ name }) => `${table.name}.${name}`))
  return unused.map((key) => ({ key, suggestion: didYouMean(key, known) }))
}

/** As one of two entries of a list: `1, 2` would be more of them, and a comment at the end would swallow what follows it. */
async function isExpression(text: string): Promise<boolean> {
  const body = (await parseSource('expression.ts', `[${text}, 0]`))?.program.body
  const [statement] = body ?? []
  if (body?.length !== 1 || statement?.type !== 'ExpressionStatement' || statement.expression.type !== 'ArrayExpression') return false
  const { elements } = statement.expression
  return elements.length === 2 && elements[0] !== null && elements[0]?.type !== 'SpreadElement'
}
