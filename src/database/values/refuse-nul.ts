import { ValueRefusal } from './value-refusal.js'

/** Gives the text. PostgreSQL's text ends where a NUL begins. */
export function refuseNul(text: string): string {
  if (!text.includes('\0')) return text
  throw new ValueRefusal('holds a NUL character, which text of PostgreSQL cannot', 'Take the character out, or store the text as bytes (bytea).')
}
