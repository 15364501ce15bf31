const secret = /pass|token|secret|hash|key/i

/** Whether a column's name says that its values are nobody's business. */
export function isSecret(column: string): boolean {
  return secret.test(column)
}
