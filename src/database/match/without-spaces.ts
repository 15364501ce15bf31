import type { ColumnSchema } from '../schema/table-schema.js'

/** A text for a column that takes spaces beyond its length, and drops them. */
export function withoutSpaces({ kind, length }: ColumnSchema, text: string): string {
  if (kind !== 'text' || length === undefined || text.length <= length || !text.endsWith(' ')) return text
  const characters = [...text]
  return characters.slice(length).every((character) => character === ' ') ? characters.slice(0, length).join('') : text
}
