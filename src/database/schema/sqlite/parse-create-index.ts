import { sqliteSyntax } from '../checks/sql-syntax.js'
import { TokenReader, Unreadable } from '../checks/token-reader.js'
import { tokenize } from '../checks/tokenize.js'

/** What only the text of CREATE INDEX tells. */
export interface IndexDeclaration {
  /** Columns or expressions as written, without collation and direction. */
  readonly parts: readonly string[]
  /** What stands behind WHERE; undefined where nothing does. */
  readonly predicate: string | undefined
}

const nothing: IndexDeclaration = { parts: [], predicate: undefined }

/** Reads a CREATE INDEX as SQLite keeps it. Of a text that is none, nothing is told. */
export function parseCreateIndex(ddl: string): IndexDeclaration {
  const reader = new TokenReader(tokenize(ddl, sqliteSyntax) ?? [])
  try {
    while (!reader.takes('on')) reader.next()
    while (!reader.sees('(')) reader.next()
    const parts = readParts(reader, ddl)
    const where = reader.peek()
    return { parts, predicate: reader.takes('where') && where !== undefined ? ddl.slice(where.end).trim() : undefined }
  } catch (error) {
    if (error instanceof Unreadable) return nothing
    throw error
  }
}

function readParts(reader: TokenReader, ddl: string): readonly string[] {
  const parts: string[] = []
  let start = reader.next().end
  let end = start
  for (;;) {
    const closes = reader.sees(')')
    if (closes || reader.sees(',')) {
      parts.push(ddl.slice(start, end).trim())
      start = reader.next().end
      end = start
      if (closes) return parts
    } else if (reader.takes('collate')) reader.next()
    else if (reader.takesOneOf('asc', 'desc') === undefined) end = endOfNext(reader)
  }
}

function endOfNext(reader: TokenReader): number {
  return reader.sees('(') ? reader.skipParentheses().end + 1 : reader.next().end
}
