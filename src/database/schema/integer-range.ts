/** Least and greatest integer, as decimal digits. */
export interface IntegerRange {
  readonly min: string
  readonly max: string
}

/** What so many bits hold; undefined for undefined. */
export function integerRange(bits: number | undefined, sign: 'signed' | 'unsigned'): IntegerRange | undefined {
  if (bits === undefined) return undefined
  const values = 2n ** BigInt(bits)
  return sign === 'unsigned' ? { min: '0', max: String(values - 1n) } : { min: String(-values / 2n), max: String(values / 2n - 1n) }
}
