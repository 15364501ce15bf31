import { mysqlComparison } from '../match/mysql-comparison.js'
import { mysqlForm } from '../values/mysql-form.js'
import type { ColumnSchema } from '../schema/table-schema.js'
import { isExpression } from '../values/plain-value.js'
import type { RowUpdates } from './row-updates.js'

export const mysqlUpdates: RowUpdates = {
  returns: 'nothing',
  // MySQL parses a long UNION by recursion; MariaDB does not.
  most: { returning: 10_000, other: 1000 },
  form: mysqlForm,
  isAlone: mayBeCut,
  statement({ table, keys, set, rows }) {
    const [first, ...others] = rows
    const alone = others.length === 0 ? first : undefined
    const listed = alone === undefined ? [...keys, ...set] : keys
    const comparisons = keys.map(({ column }) => mysqlComparison(column))
    // Keys that are words take their collation from the table itself, which gives no row. What is set keeps the type in which it is given, as in an INSERT.
    const typed = listed.map(({ quoted }, at) => (comparisons[at]?.isWord === true ? quoted : 'null'))
    const names = typed.map((sample, at) => `${sample} as seedkit_${at}`).join(', ')
    const selects = rows.map((places) => `select ${listed.map((_, at) => comparisons[at]?.cast?.(places[at] ?? '?') ?? places[at]).join(',')}`)
    const sets = set.map(({ quoted }, at) => `t.${quoted} = ${alone?.[keys.length + at] ?? `v.seedkit_${keys.length + at}`}`).join(', ')
    const equals = keys.map(({ quoted }, at) => `t.${quoted} <=> v.seedkit_${at}`).join(' and ')
    const values = [`select ${names} from ${table} where 1 = 0`, ...selects].join(' union all ')
    return `update ${table} as t join (${values}) as v on ${equals} set ${sets}`
  },
}

/** Most bytes of what has no length of its own; LONGTEXT and LONGBLOB hold all that a statement does. */
const mostBytes: Readonly<Record<string, number>> = { tinytext: 255, tinyblob: 255, text: 65_535, blob: 65_535, mediumtext: 16_777_215, mediumblob: 16_777_215 }

/** From the column of a list, MariaDB stores what is too long by its length modulo the largest, and says nothing; a value that is no column's is checked. */
function mayBeCut({ type }: ColumnSchema, value: unknown): boolean {
  const most = mostBytes[/^[a-z]+/i.exec(type)?.[0].toLowerCase() ?? '']
  if (most === undefined) return false
  // No character set takes more than four bytes for half of a surrogate pair, or for what is not one.
  if (typeof value === 'string') return value.length * 4 > most
  return Buffer.isBuffer(value) ? value.length > most : isExpression(value)
}
