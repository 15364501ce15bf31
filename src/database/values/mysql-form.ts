/** What a value is in a statement: MySQL makes one type of the values of a UNION's column, and BIT, ENUM, SET and YEAR take a number for another thing than its text. */
export function mysqlForm(value: unknown): string {
  if (typeof value === 'boolean' || typeof value === 'bigint') return 'number'
  // With an exponent it is a float, and rounds as such.
  return typeof value === 'number' && String(value).includes('e') ? 'float' : typeof value
}
