/** Knex takes a question mark for a value, and `\?` for a question mark. */
export const questionMarks = {
  /** SQL as Knex wants it. */
  escape: (sql: string): string => (sql.includes('?') ? sql.replaceAll('?', '\\?') : sql),
  /** SQL as drivers take it. */
  unescape: (sql: string): string => (sql.includes('\\?') ? sql.replaceAll('\\?', '?') : sql),
}
