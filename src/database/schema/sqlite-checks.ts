import type { CheckConstraint } from './table-schema.js'

const start = /(?:constraint\s+("(?:[^"]|"")+"|\[[^\]]+\]|`[^`]+`|\w+)\s+)?check\s*\(/gi

/** The checks in a CREATE TABLE statement; SQLite keeps them nowhere else. One without a name goes by its expression. */
export function sqliteChecks(ddl: string): readonly CheckConstraint[] {
  return [...ddl.matchAll(start)].map((found) => {
    const expression = untilClosed(ddl, found.index + found[0].length)
    const name = found[1]?.replace(/^["[`]|["\]`]$/g, '').replaceAll('""', '"')
    return { name: name ?? expression, expression }
  })
}

function untilClosed(text: string, from: number): string {
  let depth = 1
  let quote: string | undefined
  for (let at = from; at < text.length; at++) {
    const letter = text[at]
    if (quote !== undefined) {
      if (letter === quote) quote = undefined
    } else if (letter === "'" || letter === '"' || letter === '`') quote = letter
    else if (letter === '(') depth++
    else if (letter === ')' && --depth === 0) return text.slice(from, at).trim()
  }
  return text.slice(from).trim()
}
