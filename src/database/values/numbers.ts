import { followGiven } from './follow-given.js'

/** An integer of 64 bits: a number where that is exact, else a bigint. */
export function decodeInteger(raw: unknown, given: unknown): unknown {
  if (given === undefined || typeof given === 'number') {
    if (typeof raw === 'number') return raw
    if (typeof raw === 'string' && given === undefined) return wholeNumber(raw)
  }
  return followGiven(typeof raw === 'string' || typeof raw === 'bigint' ? wholeNumber(raw) : raw, given)
}

function wholeNumber(raw: string | bigint): unknown {
  const number = Number(raw)
  if (Number.isSafeInteger(number)) return number
  return typeof raw === 'bigint' || /^-?\d+$/.test(raw) ? BigInt(raw) : raw
}

export function decodeFloat(raw: unknown, given: unknown): unknown {
  return followGiven(typeof raw === 'string' ? Number(raw) : raw, given)
}

/** A single-precision float, given as what it is exactly: in as few digits as tell it from its neighbours. */
export function decodeSingle(raw: unknown, given: unknown): unknown {
  return followGiven(typeof raw === 'string' ? shortest(Number(raw)) : raw, given)
}

function shortest(single: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const number = Number(single.toPrecision(digits))
    if (Math.fround(number) === single) return number
  }
  return Number(single.toPrecision(9))
}

/** Decimals are text, so that no digit is lost; a number is given back only where it says the same. */
export function decodeDecimal(raw: unknown, given: unknown): unknown {
  const text = typeof raw === 'number' || typeof raw === 'bigint' ? String(raw) : raw
  if (typeof given !== 'number' || typeof text !== 'string') return followGiven(text, given)
  const number = Number(text)
  return digits(String(number)) === digits(text) ? number : text
}

function digits(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

export function decodeBoolean(raw: unknown, given: unknown): unknown {
  if (raw === true || raw === 't' || raw === 1 || raw === '1')
    return typeof given === 'boolean' ? true : followGiven(true, given)
  if (raw === false || raw === 'f' || raw === 0 || raw === '0')
    return typeof given === 'boolean' ? false : followGiven(false, given)
  return followGiven(raw, given)
}
