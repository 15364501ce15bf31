import { questionMarks } from '../question-marks.js'
import type { RowUpdates } from './row-updates.js'

export const postgresUpdates: RowUpdates = {
  returns: 'numbered rows',
  most: { returning: 10_000, other: 10_000 },
  form: () => '',
  statement({ table, keys, set, rows, readList }) {
    const columns = [...keys, ...set]
    const names = columns.map((_, at) => `seedkit_${at}`).join(', ')
    // The first row says the types. Without their lengths: a cast would cut what is too long, and say nothing.
    const typed = columns.map(({ column }) => `cast(? as ${questionMarks.escape(withoutLength(column.type))})`)
    const values = rows.map((places, row) => `(${(row === 0 ? typed : places).join(',')},${row + 1})`).join(',')
    const sets = set.map(({ quoted }, at) => `${quoted} = v.seedkit_${keys.length + at}`).join(', ')
    const equals = keys.map(({ quoted, column }, at) => `t.${quoted} ${column.nullable ? 'is not distinct from' : '='} v.seedkit_${at}`)
    return `update ${table} as t set ${sets} from (values ${values}) as v(${names}, seedkit_row) where ${equals.join(' and ')} returning v.seedkit_row as k0, ${readList}`
  },
}

function withoutLength(type: string): string {
  return type
    .replace(/^character\(\d+\)/, 'bpchar')
    .replace(/^bit\(\d+\)/, 'varbit')
    .replaceAll(/\(\d+(,-?\d+)?\)/g, '')
}
