import type { DatabaseSchema, DatabaseTable } from '../database/schema/database-schema.js'
import { ScaffoldError } from '../errors/scaffold-error.js'
import { didYouMean } from '../support/did-you-mean.js'
import { snakeCase } from './generators/snake-case.js'
import { entityOf } from './generators/subject.js'
import { pascalCase } from './naming/pascal-case.js'
import type { PlainTables } from './plan/plain-tables.js'
import { tableFor } from './table-for.js'

/**
 * The table that a class stands for: `User` for `users`, `user`, `Users` or `tbl_user`, `Person` for `people`. One whose name says just that goes before one that has to be
 * read so; one that is found without its schema before others. Throws ScaffoldError where there is none, or it could be several.
 */
export function findTable(base: string, schema: DatabaseSchema, plain: PlainTables): DatabaseTable {
  const words = snakeCase(base)
  const fits: readonly ((name: string) => boolean)[] = [
    (name) => name.toLowerCase() === tableFor(base),
    (name) => snakeCase(name) === words || snakeCase(name) === tableFor(base),
    (name) => entityOf(name) === entityOf(words),
    (name) => entityOf(name).replaceAll('_', '') === entityOf(words).replaceAll('_', ''),
  ]
  for (const fit of fits) {
    const found = schema.tables.filter(({ name }) => fit(name))
    const near = found.filter((table) => plain.isPlain(table))
    const [table, ...more] = near.length > 0 ? near : found
    if (more.length > 0 && table !== undefined) throw ScaffoldError.ambiguousTable({ name: base, tables: [table, ...more].map((one) => fullName(one, plain)) })
    if (table !== undefined) return table
  }
  const suggestion = didYouMean(base, schema.tables.map(({ name }) => pascalCase(entityOf(name))))
  throw ScaffoldError.unknownTable({ name: base, suggestion, schemas: schema.schemas })
}

/** The table of that name, `users` or `sales.users`; letter case counts only where it has to. Throws ScaffoldError as `findTable()` does. */
export function tableNamed(given: string, schema: DatabaseSchema, plain: PlainTables): DatabaseTable {
  const forms = schema.tables.map((table) => ({ table, names: [table.name, `${table.schema}.${table.name}`] }))
  for (const isSame of [(name: string) => name === given, (name: string) => name.toLowerCase() === given.toLowerCase()]) {
    const found = forms.filter(({ names }) => names.some(isSame)).map(({ table }) => table)
    const near = found.filter((table) => plain.isPlain(table))
    const [table, ...more] = near.length > 0 ? near : found
    if (more.length > 0 && table !== undefined) throw ScaffoldError.ambiguousTable({ name: given, tables: [table, ...more].map((one) => fullName(one, plain)) })
    if (table !== undefined) return table
  }
  throw ScaffoldError.unknownTable({ name: given, suggestion: didYouMean(given, forms.flatMap(({ names }) => names)), schemas: schema.schemas })
}

function fullName(table: DatabaseTable, plain: PlainTables): string {
  return plain.isPlain(table) ? table.name : `${table.schema}.${table.name}`
}
