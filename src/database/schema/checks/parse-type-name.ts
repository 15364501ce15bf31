import type { TokenReader } from './token-reader.js'

/** The type behind `::` or AS, in lower case and without its length: `character varying`, `timestamp with time zone`, `text[]`, `mood`. */
export function parseTypeName(reader: TokenReader): string {
  let { value: name } = reader.next()
  while (reader.takes('.')) name = reader.next().value
  name = name.toLowerCase()
  for (const word of ['varying', 'precision', 'integer', 'signed', 'unsigned']) if (reader.takes(word)) name += ` ${word}`
  if (reader.sees('(')) reader.skipParentheses()
  for (const zone of ['with', 'without']) if (reader.takes(zone, 'time', 'zone')) name += ` ${zone} time zone`
  if (reader.takes('charset')) reader.next()
  if (reader.takes('character', 'set')) reader.next()
  while (reader.takes('[', ']')) name += '[]'
  return name
}
