import type { Database } from '../database.js'
import { qualifiedName } from '../qualified-name.js'
import { planTable } from '../write/table-plan.js'
import { isCertain } from './is-certain.js'
import { listKeys, type NaturalKeys } from './list-keys.js'
import type { MatchRequest } from './match-rows.js'
import { valueLists, type ListedRow, type ValueList } from './value-lists.js'

/** Two rows given whose natural keys are one to the database, though not written alike (`X1` and `x1`), by their places; undefined where there are none. */
export async function findTwins(database: Database, request: MatchRequest): Promise<readonly [number, number] | undefined> {
  const { dialect } = database
  const plan = planTable(dialect, await database.schemaOf(request.table, request.label))
  const keys = listKeys(dialect, plan, request)
  const listsOf = (rows: readonly ListedRow[]) => [...valueLists(dialect, qualifiedName(dialect, request.table), keys.columns, rows)]
  const suspects = suspectsOf(keys, request, dialect.matching.foldsLetters)
  let lists = listsOf(suspects)
  // Two of a kind may be in two lists.
  if (lists.length > 1) lists = listsOf(await alikeRows(database, request, keys, suspects, lists))
  for (const list of lists) {
    const names = list.names.filter((name) => name !== undefined).join(', ')
    if (names === '') continue
    const sql = `select min(k.seedkit_row) as k0, max(k.seedkit_row) as k1 from ${list.sql} group by ${names} having count(*) > 1 order by 1 limit 1`
    const [pair] = await select(database, request, list, sql)
    if (pair !== undefined) return [list.indexes[Number(pair['k0']) - 1] ?? 0, list.indexes[Number(pair['k1']) - 1] ?? 0]
  }
  return undefined
}

function select(database: Database, { table, label }: MatchRequest, list: ValueList, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return database.execute({ kind: 'select', sql, bindings: list.bindings, table, label }, { values: 'raw' })
}

/** The rows of which the database has to tell: none that are sure to have no twin. */
function suspectsOf({ columns, rows, texts }: NaturalKeys, request: MatchRequest, foldsLetters: boolean): readonly ListedRow[] {
  const groups = new Map<string, ListedRow[]>()
  for (const row of rows) {
    const text = texts[row.index] ?? ''
    // Collations know more of equal letters than can be known here.
    if (foldsLetters && /[^\0 -~]/.test(text)) return rows
    if (columns.some(({ name, column }) => !isCertain(column, request.rows[row.index]?.[name] ?? null))) return rows
    addTo(groups, forgiving(text), row)
  }
  return severalOf(groups)
}

/** Those of the rows that the database may take for one, beside each other: it is asked list by list for what their values amount to. */
async function alikeRows(database: Database, request: MatchRequest, { columns }: NaturalKeys, rows: readonly ListedRow[], lists: readonly ValueList[]): Promise<readonly ListedRow[]> {
  const { matching } = database.dialect
  const byIndex = new Map(rows.map((row) => [row.index, row]))
  const groups = new Map<string, ListedRow[]>()
  for (const list of lists) {
    const given = columns.flatMap((column, part) => (list.names[part] === undefined ? [] : [{ column, name: list.names[part] }]))
    if (given.length === 0) continue
    const parts = given.map(({ column, name }, part) => `${matching.likeness?.(column.column, name) ?? name} as c${part}`)
    for (const raw of await select(database, request, list, `select k.seedkit_row as k0, ${parts.join(', ')} from ${list.sql}`)) {
      const row = byIndex.get(list.indexes[Number(raw['k0']) - 1] ?? -1)
      if (row !== undefined) addTo(groups, forgiving(JSON.stringify([list.names, given.map((_, part) => printed(raw[`c${part}`]))])), row)
    }
  }
  return severalOf(groups)
}

function addTo(groups: Map<string, ListedRow[]>, text: string, row: ListedRow): void {
  const group = groups.get(text)
  if (group === undefined) groups.set(text, [row])
  else group.push(row)
}

function severalOf(groups: ReadonlyMap<string, readonly ListedRow[]>): readonly ListedRow[] {
  return [...groups.values()].filter(({ length }) => length > 1).flat()
}

function printed(raw: unknown): string {
  return Buffer.isBuffer(raw) ? raw.toString('hex') : String(raw)
}

function forgiving(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/ +(?=\0|$)/g, '')
}
