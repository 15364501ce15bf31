/** A name between quotation marks, doubled inside; `\?` for a question mark, which Knex would take for a value. */
export function quoteName(name: string, mark: string): string {
  const quoted = mark + name.replaceAll(mark, mark + mark) + mark
  return quoted.includes('?') ? quoted.replaceAll('?', '\\?') : quoted
}
