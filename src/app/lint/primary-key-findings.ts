import type { DeclaredFactory } from './declared-factory.js'
import type { Finding } from './finding.js'
import type { LintTable } from './lint-table.js'
import { newFinding } from './new-finding.js'

/** A `primaryKey` that is not the table's, nor any columns by which its rows can be told apart. */
export function primaryKeyFindings({ name: factory, model }: DeclaredFactory, table: LintTable): readonly Finding[] {
  const declared = model.primaryKey
  const about = { factory, table: table.label, kind: 'primary-key', columns: declared, fix: fixFor(table) } as const
  const gone = declared.filter((name) => !table.columns.some((column) => column.name === name))
  if (gone.length > 0) {
    const message = `The primary key of ${factory} is ${listed(declared)}, but table "${table.label}" has no column ${listed(gone)}.`
    return [newFinding({ ...about, columns: gone, message })]
  }
  if (table.isWithoutKeys || sameColumns(declared, table.primaryKey) || table.uniqueKeys.some((key) => sameColumns(declared, key))) return []
  const real = table.primaryKey.length === 0 ? `table "${table.label}" has no primary key` : `that of table "${table.label}" is ${listed(table.primaryKey)}`
  return [newFinding({ ...about, severity: 'warning', message: `The primary key of ${factory} is ${listed(declared)}, and ${real}.` })]
}

/** In whatever order: that of the factory is the one that relations follow. */
function sameColumns(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name))
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'empty' : names.map((name) => `"${name}"`).join(', ')
}

function fixFor({ primaryKey, uniqueKeys, isWithoutKeys }: LintTable): string {
  if (isWithoutKeys) return 'Name the columns by which its rows are told apart in primaryKey, or write readonly primaryKey = [].'
  const key = primaryKey.length > 0 ? primaryKey : (uniqueKeys[0] ?? [])
  const value = key.length === 1 ? `'${key[0]}'` : key.length === 0 ? '[]' : `[${key.map((name) => `'${name}'`).join(', ')}] as const`
  return `Write readonly primaryKey = ${value}.`
}
