import { questionMarks } from '../question-marks.js'
import { formatFlatPostgresArray } from '../values/postgres-array.js'
import type { RowMatching } from './row-matching.js'
import { withoutSpaces } from './without-spaces.js'

/** One array of texts a column, which can be read as any type, arrays included. */
export const postgresMatching: RowMatching = {
  storable: (column, encoded) => (typeof encoded === 'string' ? withoutSpaces(column, encoded) : encoded),
  form: () => '',
  foldsLetters: false,
  list({ columns, rows }) {
    const names = columns.map((_, part) => `seedkit_${part}`)
    const typed = columns.map(({ column }, part) => `seedkit_${part}::${comparedType(column.type)} as seedkit_${part}`)
    return {
      sql: `(select seedkit_row, ${typed.join(', ')} from unnest(${columns.map(() => '?::text[]').join(', ')}) with ordinality as u(${names.join(', ')}, seedkit_row))`,
      bindings: columns.map((_, part) => formatFlatPostgresArray(rows.map(({ values }) => values[part]), textOf)),
    }
  },
  // As text: some types (points, XML) have no equality, and others have one that overlooks differences.
  unchanged: ({ quoted }, value) => `t.${quoted}::text = ${value}::text`,
}

function textOf(value: unknown): unknown {
  return typeof value === 'object' && !Buffer.isBuffer(value) ? JSON.stringify(value) : value
}

/** Rounded as the column rounds, but not cut: a cast would cut what is too long, and say nothing. */
function comparedType(type: string): string {
  const compared = type
    .replace(/^character\(\d+\)/, 'bpchar')
    .replace(/^bit\(\d+\)/, 'varbit')
    .replace(/^(character varying|bit varying)\(\d+\)/, '$1')
  return questionMarks.escape(compared)
}
