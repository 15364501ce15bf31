import { postgresName } from '../dialects/postgres-name.js'
import { questionMarks } from '../question-marks.js'
import type { CyclicKeys } from './cyclic-keys.js'
import { setConstraints } from './set-constraints.js'

export const postgresCyclicKeys: CyclicKeys = {
  insertsTogether: true,
  returnsUpdated: true,
  movesUp: false,
  countsBroken: false,
  mostUpdated: 1000,
  proofLock: '',
  nextValues({ column, count }) {
    const { sequence } = column.column
    if (sequence === undefined) return undefined
    return { sql: `select nextval(?::regclass) as c0 from generate_series(1, ${count})`, bindings: [postgresName(sequence)], gives: 'values' }
  },
  manyOf: (expression, count) => `select (${expression}) as c0 from generate_series(1, ${count})`,
  updateRows({ table, keys, set, rows, readList }) {
    const columns = [...keys, ...set]
    const names = columns.map((_, at) => `seedkit_${at}`)
    const [first, ...rest] = rows
    const typed = (first?.places ?? []).map((place, at) => `cast(${place} as ${questionMarks.escape(columns[at]?.column.type ?? '')})`)
    const lists = [typed, ...rest.map(({ places }) => places)].map((row) => `(${row.join(',')})`).join(',')
    const sets = set.map(({ quoted }, at) => `${quoted} = v.seedkit_${keys.length + at}`).join(', ')
    const where = keys.map(({ quoted }, at) => `t.${quoted} = v.seedkit_${at}`).join(' and ')
    const sql = `update ${table} as t set ${sets} from (values ${lists}) as v(${names.join(', ')}) where ${where} returning ${readList}`
    return { sql, bindings: rows.flatMap(({ values }) => values) }
  },
  untilClosed(keys, { schema }) {
    const later = keys.filter(({ deferrable }) => deferrable === 'on request')
    if (later.length === 0) return undefined
    const names = later.map(({ name }) => name)
    return { before: [setConstraints(schema, names, 'deferred')], after: [setConstraints(schema, names, 'immediate')] }
  },
  aroundInsert: undefined,
}
