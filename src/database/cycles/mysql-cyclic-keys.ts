import type { CyclicKeys } from './cyclic-keys.js'

export const mysqlCyclicKeys: CyclicKeys = {
  insertsTogether: false,
  returnsUpdated: false,
  movesUp: true,
  countsBroken: false,
  mostUpdated: 500,
  proofLock: ' lock in share mode',
  // The catalogue of MySQL 8 may be a day old, and other transactions count on: it is where counting goes on from, if nothing comes between.
  nextValues: ({ column, schema, table }) => ({
    sql: `select greatest(coalesce((select max(${column.quoted}) from ${table}), 0) + 1, coalesce((select t.auto_increment
      from information_schema.tables t where t.table_schema = ? and t.table_name = ?), 1)) as c0`,
    bindings: [schema.schema, schema.name],
    gives: 'start',
  }),
  manyOf: (expression, count) => Array.from({ length: count }, () => `select (${expression}) as c0`).join(' union all '),
  updateRows({ table, keys, set, rows }) {
    const bindings: unknown[] = []
    const sets = set.map(({ quoted }, at) => {
      const cases = rows.map(({ places, values }) => {
        const test = keys.map((key, part) => `${key.quoted} = ${places[part] ?? '?'}`).join(' and ')
        bindings.push(...values.slice(0, keys.length), values[keys.length + at])
        return `when ${test} then ${places[keys.length + at] ?? '?'}`
      })
      return `${quoted} = case ${cases.join(' ')} end`
    })
    const names = keys.map(({ quoted }) => quoted).join(', ')
    const found = rows.map(({ places, values }) => {
      bindings.push(...values.slice(0, keys.length))
      return keys.length === 1 ? places[0] : `(${places.slice(0, keys.length).join(', ')})`
    })
    const order = set.map(({ quoted }) => `${quoted} desc`).join(', ')
    const where = `${keys.length === 1 ? names : `(${names})`} in (${found.join(', ')})`
    return { sql: `update ${table} set ${sets.join(', ')} where ${where} order by ${order}`, bindings }
  },
  untilClosed: () => undefined,
  async aroundInsert(run) {
    await run('set @seedkit_foreign_key_checks = @@session.foreign_key_checks, session foreign_key_checks = 0')
    return async () => {
      await run('set session foreign_key_checks = @seedkit_foreign_key_checks, @seedkit_foreign_key_checks = null')
    }
  },
}
