/** A text for PostgreSQL: with escapes where a backslash would depend on the server's settings. */
export function postgresLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted
}
