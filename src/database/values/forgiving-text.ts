const ascii = /^[\x20-\x7e]*$/
const marks = /\p{M}/gu
const beyond = /[\u{10000}-\u{10FFFF}]/gu
const manyReadings = /[ß\ud800-\udbff]/

/**
 * A text as the most forgiving default of the databases compares it (MySQL's and MariaDB's collations): compatible forms, letter case, combining marks and
 * spaces at the end make no difference. Used on every database, so that the same rows are drawn again everywhere.
 */
export function forgivingText(text: string): string {
  if (ascii.test(text)) return withoutEnd(text.toLowerCase())
  // Upper case first: it makes two letters of "ß" and one of the three sigmas.
  return withoutEnd(text.normalize('NFKD').replaceAll(marks, '').toUpperCase().toLowerCase())
}

/** Whether a text has another reading beside the forgiving one. */
export function hasSimpleReading(text: string): boolean {
  return manyReadings.test(text)
}

/**
 * A text as MariaDB's default collation compares it where that is coarser: it takes "ß" for one "s", and all letters beyond the basic plane (emoji, say) for
 * one and the same.
 */
export function simpleText(text: string): string {
  return forgivingText(hasSimpleReading(text) ? text.replaceAll('ß', 's').replaceAll(beyond, '\uFFFD') : text)
}

function withoutEnd(text: string): string {
  return text.endsWith(' ') ? text.replace(/ +$/, '') : text
}
