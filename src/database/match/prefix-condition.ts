import type { SearchedColumn, SearchStatement } from '../dialects/key-search.js'

/** That a column begins with the first characters or bytes of a value. LIKE goes by the index, and knows less of equal letters and spaces than `=` does. */
export function prefixCondition({ quoted, type }: SearchedColumn, length: number, given: unknown): SearchStatement {
  const value = typeof given === 'string' && /blob|binary/i.test(type) ? Buffer.from(given) : given
  const start = Buffer.isBuffer(value) ? value.subarray(0, length) : [...String(value)].slice(0, length).join('')
  return { sql: `(${quoted} like ? and left(${quoted}, ${length}) = ?)`, bindings: [patternOf(start), start] }
}

function patternOf(start: Buffer | string): Buffer | string {
  if (typeof start === 'string') return `${start.trimEnd().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return Buffer.from(`${start.toString('latin1').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`, 'latin1')
}
