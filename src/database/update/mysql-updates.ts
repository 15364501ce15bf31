import type { RowUpdates } from './row-updates.js'

export const mysqlUpdates: RowUpdates = {
  returnsRows: false,
  // MySQL parses a long UNION by recursion; MariaDB does not.
  most: { returning: 10_000, other: 1000 },
  statement({ table, keys, set, tuples }) {
    const columns = [...keys, ...set]
    // The table itself gives the types and collations, and no row.
    const typed = `select ${columns.map(({ quoted }, at) => `${quoted} as seedkit_${at}`).join(', ')} from ${table} where 1 = 0`
    const values = [typed, ...tuples.map((tuple) => `select ${tuple.slice(1, -1)}`)].join(' union all ')
    const sets = set.map(({ quoted }, at) => `t.${quoted} = v.seedkit_${keys.length + at}`).join(', ')
    const equals = keys.map(({ quoted }, at) => `t.${quoted} <=> v.seedkit_${at}`).join(' and ')
    return `update ${table} as t join (${values}) as v on ${equals} set ${sets}`
  },
}
