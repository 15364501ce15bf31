import { forgivingText, hasSimpleReading, simpleText } from '../../database/values/forgiving-text.js'

/** 64 bits that stand for a key: two signed halves, never both 0. A class for the reasons of StreamState. */
export class Fingerprint {
  readonly high: number
  readonly low: number
  /** That of the key's other reading: what shares one of the two is equal to some database. Nearly always undefined. */
  readonly other: Fingerprint | undefined

  constructor(high: number, low: number, other?: Fingerprint) {
    this.high = high | 0
    this.low = low | 0
    this.other = other
  }

  /** The same with another reading. */
  or(other: Fingerprint): Fingerprint {
    return new Fingerprint(this.high, this.low, other)
  }

  equals(print: Fingerprint): boolean {
    if (this.other === undefined && print.other === undefined) return isSame(this, print)
    return [this, this.other].some((own) => own !== undefined && (isSame(own, print) || (print.other !== undefined && isSame(own, print.other))))
  }
}

function isSame(a: Fingerprint, b: Fingerprint): boolean {
  return a.high === b.high && a.low === b.low
}

/** The fingerprint of a text. Two texts share one by chance about once in 10^19. */
export function fingerprintOf(text: string): Fingerprint {
  let a = 0x6a09e667 ^ text.length
  let b = 0xbb67ae85
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 0xcc9e2d51)
    a = (((a << 15) | (a >>> 17)) + b) | 0
    b = Math.imul(b ^ code, 0x85ebca6b)
    b = ((b << 13) | (b >>> 19)) ^ a
  }
  return finished(a, b)
}

/** The fingerprint of a text with all its readings, for plain ASCII without a new string: every row with a unique text comes by here. */
export function forgivingFingerprint(text: string): Fingerprint {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 32) end--
  let a = 0x6a09e667 ^ end
  let b = 0xbb67ae85
  for (let index = 0; index < end; index++) {
    let code = text.charCodeAt(index)
    if (code > 126) return readingsOf(text)
    if (code >= 65 && code <= 90) code += 32
    a = Math.imul(a ^ code, 0xcc9e2d51)
    a = (((a << 15) | (a >>> 17)) + b) | 0
    b = Math.imul(b ^ code, 0x85ebca6b)
    b = ((b << 13) | (b >>> 19)) ^ a
  }
  return finished(a, b)
}

function readingsOf(text: string): Fingerprint {
  const print = fingerprintOf(forgivingText(text))
  return hasSimpleReading(text) ? print.or(fingerprintOf(simpleText(text))) : print
}

function finished(first: number, second: number): Fingerprint {
  let a = avalanche(first ^ (second >>> 7))
  const b = avalanche((second + a) | 0)
  a = avalanche((a + b) | 0)
  return new Fingerprint(a, a === 0 && b === 0 ? 1 : b)
}

function avalanche(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return h ^ (h >>> 16)
}
