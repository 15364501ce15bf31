/** A number as a TypeScript literal, with underscores between thousands from five digits on. */
export function codeNumber(value: number): string {
  if (!Number.isInteger(value)) return String(value)
  const digits = BigInt(Math.abs(value)).toString()
  const grouped = digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, '_')
  return value < 0 ? `-${grouped}` : grouped
}
