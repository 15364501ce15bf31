import { mysqlComparison } from '../match/mysql-comparison.js'
import { mysqlForm } from '../values/mysql-form.js'
import type { RowUpdates } from './row-updates.js'

export const mysqlUpdates: RowUpdates = {
  returns: 'nothing',
  // MySQL parses a long UNION by recursion; MariaDB does not.
  most: { returning: 10_000, other: 1000 },
  form: mysqlForm,
  statement({ table, keys, set, rows }) {
    const comparisons = keys.map(({ column }) => mysqlComparison(column))
    // Keys that are words take their collation from the table itself, which gives no row. What is set keeps the type in which it is given, as in an INSERT.
    const typed = [...keys.map(({ quoted }, at) => (comparisons[at]?.isWord === true ? quoted : 'null')), ...set.map(() => 'null')]
    const names = typed.map((sample, at) => `${sample} as seedkit_${at}`).join(', ')
    const selects = rows.map((places) => `select ${places.map((place, at) => comparisons[at]?.cast?.(place) ?? place).join(',')}`)
    const sets = set.map(({ quoted }, at) => `t.${quoted} = v.seedkit_${keys.length + at}`).join(', ')
    const equals = keys.map(({ quoted }, at) => `t.${quoted} <=> v.seedkit_${at}`).join(' and ')
    const values = [`select ${names} from ${table} where 1 = 0`, ...selects].join(' union all ')
    return `update ${table} as t join (${values}) as v on ${equals} set ${sets}`
  },
}
