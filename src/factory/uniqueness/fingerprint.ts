import { forgivingText } from './forgiving-text.js'

/** 64 bits that stand for a key: two signed halves, never both 0. A class for the reasons of StreamState. */
export class Fingerprint {
  readonly high: number
  readonly low: number

  constructor(high: number, low: number) {
    this.high = high | 0
    this.low = low | 0
  }
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

/** `fingerprintOf(forgivingText(text))`, for plain ASCII without a new string: every row with a unique text comes by here. */
export function forgivingFingerprint(text: string): Fingerprint {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 32) end--
  let a = 0x6a09e667 ^ end
  let b = 0xbb67ae85
  for (let index = 0; index < end; index++) {
    let code = text.charCodeAt(index)
    if (code > 126) return fingerprintOf(forgivingText(text))
    if (code >= 65 && code <= 90) code += 32
    a = Math.imul(a ^ code, 0xcc9e2d51)
    a = (((a << 15) | (a >>> 17)) + b) | 0
    b = Math.imul(b ^ code, 0x85ebca6b)
    b = ((b << 13) | (b >>> 19)) ^ a
  }
  return finished(a, b)
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
