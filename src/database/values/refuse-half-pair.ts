import { ValueRefusal } from './value-refusal.js'

/** ES2024, and Node.js from version 20 on. */
interface WellFormed {
  isWellFormed(): boolean
}

/** Gives the text. Half of a surrogate pair has no UTF-8: drivers replace it and say nothing. */
export function refuseHalfPair(text: string): string {
  // Boundary: the types of the language are those of ES2023.
  if ((text as unknown as WellFormed).isWellFormed()) return text
  throw new ValueRefusal('holds half of a surrogate pair, which is no character', 'A text was cut inside a character such as an emoji: cut it by code points, e.g. [...text].slice(0, 10).join("").')
}
