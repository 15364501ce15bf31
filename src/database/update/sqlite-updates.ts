import type { RowUpdates } from './row-updates.js'

export const sqliteUpdates: RowUpdates = {
  returns: 'rows',
  most: { returning: 10_000, other: 10_000 },
  form: () => '',
  statement({ table, keys, set, rows, readList }) {
    const tuples = rows.map((places) => `(${places.join(',')})`)
    const names = [...keys, ...set].map((_, at) => `seedkit_${at}`).join(', ')
    const sets = set.map(({ quoted }, at) => `${quoted} = v.seedkit_${keys.length + at}`).join(', ')
    const equals = keys.map(({ quoted }, at) => `t.${quoted} is v.seedkit_${at}`).join(' and ')
    return `with v(${names}) as (values ${tuples.join(',')}) update ${table} as t set ${sets} from v where ${equals} returning ${readList}`
  },
}
