import type { TableSchema } from '../database/schema/table-schema.js'
import { givenValue } from './given-value.js'

/** Values by column as they were typed in a shell, for a table whose columns may be known. */
export function givenValues(texts: Readonly<Record<string, string>>, schema: TableSchema | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(texts).map(([column, text]) => [column, givenValue(text, schema?.columns.find(({ name }) => name === column)?.kind)]),
  )
}
