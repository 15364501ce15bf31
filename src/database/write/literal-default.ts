/** The value of a default that is a plain literal; null for anything that has to be computed. */
export function literalDefault(expression: string | undefined): unknown {
  if (expression === undefined) return null
  const text = expression.trim()
  const quoted = /^'((?:[^']|'')*)'$/s.exec(text)
  if (quoted !== null) return (quoted[1] ?? '').replaceAll("''", "'")
  if (/^-?\d+(\.\d+)?$/.test(text)) return text
  const bits = /^b'([01]+)'$/.exec(text)
  return bits === null ? null : String(parseInt(bits[1] ?? '0', 2))
}
