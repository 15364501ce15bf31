import type { RowMatching } from './row-matching.js'

/** Columns lend their affinity and their collation to what they are compared with. */
export const sqliteMatching: RowMatching = {
  storable: (_column, encoded) => encoded,
  form: () => '',
  foldsLetters: false,
  list({ columns, rows }) {
    const names = columns.map((_, part) => `column${part + 2} as seedkit_${part}`)
    const tuples = rows.map(({ places }, row) => `(${row + 1},${places.join(',')})`)
    return {
      sql: `(select column1 as seedkit_row, ${names.join(', ')} from (values ${tuples.join(',')}))`,
      bindings: rows.flatMap(({ values }) => values),
    }
  },
  unchanged: ({ quoted }, value) => `t.${quoted} collate binary is ${value}`,
}
