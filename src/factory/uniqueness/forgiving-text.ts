const ascii = /^[\x20-\x7e]*$/
const marks = /\p{M}/gu

/**
 * A text as the most forgiving default of the databases compares it (MySQL's and MariaDB's collations): compatible forms, letter case, combining marks and
 * spaces at the end make no difference. Used on every database, so that the same rows are drawn again everywhere.
 */
export function forgivingText(text: string): string {
  if (ascii.test(text)) return withoutEnd(text.toLowerCase())
  // Upper case first: it makes two letters of "ß" and one of the three sigmas.
  return withoutEnd(text.normalize('NFKD').replaceAll(marks, '').toUpperCase().toLowerCase())
}

function withoutEnd(text: string): string {
  return text.endsWith(' ') ? text.replace(/ +$/, '') : text
}
