import type { RowUpdates } from './row-updates.js'

export const sqliteUpdates: RowUpdates = {
  returnsRows: true,
  most: { returning: 10_000, other: 10_000 },
  statement({ table, keys, set, tuples, readList }) {
    const names = [...keys, ...set].map((_, at) => `seedkit_${at}`).join(', ')
    const sets = set.map(({ quoted }, at) => `${quoted} = v.seedkit_${keys.length + at}`).join(', ')
    const equals = keys.map(({ quoted }, at) => `t.${quoted} is v.seedkit_${at}`).join(' and ')
    return `with v(${names}) as (values ${tuples.join(',')}) update ${table} as t set ${sets} from v where ${equals} returning ${readList}`
  },
}
