import type { DatabaseColumn, DatabaseTable } from '../../database/schema/database-schema.js'
import type { ColumnGenerator } from '../generators/column-generator.js'
import { wordsOf } from '../generators/subject.js'
import { camelCase } from '../naming/camel-case.js'

/** The traits that a column of few words gives. */
export interface PlannedTraits {
  readonly column: string
  readonly words: readonly string[]
  /** Names of their own, where another column has the words as well; undefined where the words are the names. */
  readonly names: readonly string[] | undefined
}

/** Columns of more words are no states of a row. */
const MOST_WORDS = 10

/** A trait for each word of the columns of a table that are enums. */
export function planTraits(table: DatabaseTable, generators: readonly ColumnGenerator[]): readonly PlannedTraits[] {
  const taken = new Set<string>()
  return table.columns.flatMap((column) => {
    const words = column.bounds.values ?? column.values ?? []
    const isState = column.values !== undefined && column.kind !== 'array' && column.computed === undefined && words.length > 1 && words.length <= MOST_WORDS
    if (!isState || isKey(table, column) || isBound(table, column, generators)) return []
    const clashes = words.some((word) => taken.has(word) || word === '')
    const names = clashes ? words.map((word) => camelCase(`${wordsOf(column.name)}_${wordsOf(word)}`)) : words
    if (names.some((name) => taken.has(name)) || new Set(names).size < names.length) return []
    for (const name of names) taken.add(name)
    return [{ column: column.name, words, names: clashes ? names : undefined }]
  })
}

function isKey({ primaryKey, foreignKeys }: DatabaseTable, { name }: DatabaseColumn): boolean {
  return primaryKey.includes(name) || foreignKeys.some(({ columns }) => columns.includes(name))
}

/** Another word might break a CHECK: it is not understood, or the row was made for one of its ways. */
function isBound({ checks, alternatives }: DatabaseTable, { name }: DatabaseColumn, generators: readonly ColumnGenerator[]): boolean {
  if (checks.some((check) => check.understood !== 'wholly' && check.columns.length > 1 && check.columns.includes(name))) return true
  const isFollowed = generators.some((one) => one.kind === 'lazy' && one.reads.includes(name))
  return !isFollowed && alternatives.some((choice) => choice.alternatives.some(({ bounds }) => bounds[name] !== undefined))
}
