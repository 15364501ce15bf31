/** What differs between the databases' expressions. */
export interface SqlSyntax {
  /** A backslash inside quotes takes the next letter's meaning away. */
  readonly backslashes: boolean
  /** `[x]` is a name (SQLite), or else elements of an array. */
  readonly brackets: 'names' | 'elements'
  /** Comparisons of texts, LIKE and patterns take upper for lower case. */
  readonly foldsCase: boolean
  /** `length()` counts bytes. */
  readonly lengthInBytes: boolean
}

export const postgresSyntax: SqlSyntax = { backslashes: false, brackets: 'elements', foldsCase: false, lengthInBytes: false }
export const mysqlSyntax: SqlSyntax = { backslashes: true, brackets: 'elements', foldsCase: true, lengthInBytes: true }
export const sqliteSyntax: SqlSyntax = { backslashes: false, brackets: 'names', foldsCase: true, lengthInBytes: false }
