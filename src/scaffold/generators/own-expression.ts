import type { DatabaseTable } from '../../database/schema/database-schema.js'

/** The user's expression for a column. A name without `*` goes before one with it, and the longer one before the shorter. */
export function ownExpression(table: DatabaseTable, column: string, generators: Readonly<Record<string, string>> | undefined): string | undefined {
  const names = [`${table.schema}.${table.name}.${column}`, `${table.name}.${column}`].map((name) => name.toLowerCase())
  const found = Object.keys(generators ?? {})
    .filter((key) => names.some((name) => matcher(key).test(name)))
    .toSorted((a, b) => stars(a) - stars(b) || b.length - a.length)[0]
  return found === undefined ? undefined : generators?.[found]
}

function matcher(key: string): RegExp {
  const source = key.toLowerCase().replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^.]*')
  return new RegExp(`^${source}$`)
}

function stars(key: string): number {
  return key.split('*').length - 1
}

/** Whether an expression is a function of the row. */
export function isLazy(expression: string): boolean {
  return /^\s*(?:async\s+)?(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|[\w$]+)\s*=>/.test(expression) || /^\s*(?:async\s+)?function\b/.test(expression)
}
