import type { Database } from '../database.js'
import { qualifiedName } from '../qualified-name.js'
import { planTable } from '../write/table-plan.js'
import { isCertain } from './is-certain.js'
import { listKeys, type NaturalKeys } from './list-keys.js'
import type { MatchRequest } from './match-rows.js'
import { valueLists } from './value-lists.js'

/** Two rows given whose natural keys are one to the database, though not written alike (`X1` and `x1`), by their places; undefined where there are none. */
export async function findTwins(database: Database, request: MatchRequest): Promise<readonly [number, number] | undefined> {
  const { dialect } = database
  const { table, label } = request
  const plan = planTable(dialect, await database.schemaOf(table, label))
  const keys = listKeys(dialect, plan, request)
  if (!mayHaveTwins(keys, request, dialect.matching.foldsLetters)) return undefined
  for (const list of valueLists(dialect, qualifiedName(dialect, table), keys.columns, keys.rows)) {
    const names = list.names.filter((name) => name !== undefined).join(', ')
    if (names === '') continue
    const sql = `select min(k.seedkit_row) as k0, max(k.seedkit_row) as k1 from ${list.sql} group by ${names} having count(*) > 1 order by 1 limit 1`
    const [pair] = await database.execute({ kind: 'select', sql, bindings: list.bindings, table, label }, { values: 'raw' })
    if (pair !== undefined) return [list.indexes[Number(pair['k0']) - 1] ?? 0, list.indexes[Number(pair['k1']) - 1] ?? 0]
  }
  return undefined
}

/** Whether the database has to be asked at all. */
function mayHaveTwins({ columns, rows, texts }: NaturalKeys, request: MatchRequest, foldsLetters: boolean): boolean {
  if (rows.length < 2) return false
  const seen = new Set<string>()
  for (const { index } of rows) {
    const text = texts[index] ?? ''
    // Collations know more of equal letters than can be known here.
    if (foldsLetters && /[^\0 -~]/.test(text)) return true
    const loose = forgiving(text)
    if (seen.has(loose) || columns.some(({ name, column }) => !isCertain(column, request.rows[index]?.[name] ?? null))) return true
    seen.add(loose)
  }
  return false
}

function forgiving(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/ +(?=\0|$)/g, '')
}
