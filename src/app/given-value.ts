import type { ColumnKind } from '../database/schema/table-schema.js'

/** Columns whose values are texts, whatever they look like. */
const TEXTS: ReadonlySet<ColumnKind> = new Set(['text', 'uuid', 'enum', 'date', 'timestamp', 'timestamptz', 'time', 'bytes', 'bits'])

/**
 * What a text typed in the shell means as a value: `null` is NULL and a text in double quotes is that text. In a column of text anything else is taken as it
 * stands; elsewhere, and where the column is not known, it is read as JSON if it is JSON that says the same (`1.10` and `007` are texts).
 */
export function givenValue(text: string, kind?: ColumnKind): unknown {
  if (text === 'null') return null
  const json = parsed(text)
  if (typeof json === 'string') return json
  if (json === undefined || (kind !== undefined && TEXTS.has(kind))) return text
  return typeof json === 'number' && String(json) !== text ? text : json
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
