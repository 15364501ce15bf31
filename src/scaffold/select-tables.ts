import type { DatabaseSchema, DatabaseTable } from '../database/schema/database-schema.js'
import { ScaffoldError } from '../errors/scaffold-error.js'

export interface TableSelection {
  /** Names, with `*` and `?` for any part; a schema may stand in front. All tables, if there are none. */
  readonly only: readonly string[]
  readonly except: readonly string[]
}

/** The tables that `--only` and `--except` leave. Throws ScaffoldError where there are none. */
export function selectTables({ tables, schemas, leftOut }: DatabaseSchema, { only, except }: TableSelection): readonly DatabaseTable[] {
  if (tables.length === 0) throw ScaffoldError.noTables({ schemas, leftOut: leftOut.length })
  const wanted = only.map(toPattern)
  const unwanted = except.map(toPattern)
  const selected = tables.filter((table) => (wanted.length === 0 || matches(table, wanted)) && !matches(table, unwanted))
  if (selected.length === 0) throw ScaffoldError.nothingSelected({ only, except, tables: tables.map(({ name }) => name) })
  return selected
}

function matches({ schema, name }: DatabaseTable, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(name) || pattern.test(`${schema}.${name}`))
}

function toPattern(glob: string): RegExp {
  const source = glob.replaceAll(/[$()+./[\\\]^{|}]/g, String.raw`\$&`).replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'iu')
}
