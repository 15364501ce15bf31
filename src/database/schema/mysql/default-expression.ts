import type { ServerFacts } from '../../dialects/server-facts.js'
import type { ColumnKind } from '../table-schema.js'

const bareKinds: ReadonlySet<ColumnKind> = new Set(['integer', 'bigint', 'decimal', 'float', 'boolean', 'bits'])

/** A default as SQL, from `expr` and `extra` of a catalogue row: MariaDB prints SQL, MySQL bare text for literals, and it marks expressions. */
export function defaultExpression(row: Readonly<Record<string, unknown>>, kind: ColumnKind, facts: ServerFacts): string | undefined {
  if (row['expr'] === null || row['expr'] === undefined) return undefined
  const text = String(row['expr'])
  if (facts.quotedDefaults) return text.toUpperCase() === 'NULL' ? undefined : text
  if (String(row['extra']).toUpperCase().includes('DEFAULT_GENERATED') || /^current_timestamp/i.test(text)) return text
  return bareKinds.has(kind) ? text : `'${text.replaceAll("'", "''")}'`
}
