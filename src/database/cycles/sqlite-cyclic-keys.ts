import { sqliteExactInteger } from '../values/sqlite-exact-integer.js'
import type { CyclicKeys } from './cyclic-keys.js'

export const sqliteCyclicKeys: CyclicKeys = {
  insertsTogether: false,
  returnsUpdated: true,
  movesUp: false,
  countsBroken: true,
  mostUpdated: 1000,
  proofLock: '',
  // Nobody else writes meanwhile: the file is locked.
  nextValues: ({ column, table }) => ({
    sql: `select cast(coalesce(max(${column.quoted}), 0) + 1 as text) as c0 from ${table}`,
    bindings: [],
    gives: 'start',
  }),
  manyOf: unionOf,
  updateRows({ table, keys, set, rows, readList }) {
    const names = [...keys, ...set].map((_, at) => `seedkit_${at}`)
    const lists = rows.map(({ places }) => `(${places.join(',')})`).join(',')
    const sets = set.map(({ quoted }, at) => `${quoted} = v.seedkit_${keys.length + at}`).join(', ')
    const where = keys.map(({ quoted }, at) => `t.${quoted} = v.seedkit_${at}`).join(' and ')
    const sql = `with v(${names.join(', ')}) as (values ${lists}) update ${table} as t set ${sets} from v where ${where} returning ${readList}`
    return { sql, bindings: rows.flatMap(({ values }) => values) }
  },
  untilClosed: () => undefined,
  async aroundInsert(run) {
    // Turning it off forgets what is still open: whoever turned it on goes on with it.
    const before = Number((await run('pragma defer_foreign_keys'))[0]?.['defer_foreign_keys'])
    if (before === 1) return async () => {}
    await run('pragma defer_foreign_keys = on')
    return async () => {
      await run('pragma defer_foreign_keys = off')
    }
  },
}

function unionOf(expression: string, count: number): string {
  // Of a row of its own, so that random() is asked once a value.
  const values = `v(x) as materialized (select (${expression}) from n)`
  return `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count}), ${values} select ${sqliteExactInteger('x')} as c0 from v`
}
