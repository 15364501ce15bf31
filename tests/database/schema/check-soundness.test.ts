import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boundsOf } from '../../../src/database/schema/checks/bounds-of.js'
import { compareValues, isWithin } from '../../../src/database/schema/checks/compare-values.js'
import { readCheck } from '../../../src/database/schema/checks/read-check.js'
import { sqliteSyntax } from '../../../src/database/schema/checks/sql-syntax.js'
import type { ColumnBounds, ColumnComparison } from '../../../src/database/schema/database-schema.js'
import type { ColumnKind } from '../../../src/database/schema/table-schema.js'
import { openTestDatabase, targets, type TestDatabase } from '../../support/databases.js'

const columns = new Map<string, ColumnKind>([['n', 'integer'], ['m', 'integer'], ['t', 'text']])
const number = fc.integer({ min: -4, max: 9 }).map(String)
const numbers = fc.array(number, { minLength: 1, maxLength: 4 }).map((list) => list.join(', '))
const operator = fc.constantFrom('<', '<=', '>', '>=', '=', '<>', '!=', '==')
const column = fc.constantFrom('n', 'm')
const word = fc.constantFrom("'a'", "'bc'", "''", "'def'")

/** One comparison. */
const simple = fc.oneof(
  fc.tuple(column, operator, number).map((parts) => parts.join(' ')),
  fc.tuple(number, operator, column).map((parts) => parts.join(' ')),
  fc.tuple(column, fc.constantFrom('', 'not '), number, number).map(([name, not, low, high]) => `${name} ${not}between ${low} and ${high}`),
  fc.tuple(column, fc.constantFrom('in', 'not in'), numbers).map(([name, inside, list]) => `${name} ${inside} (${list})`),
  fc.tuple(operator).map(([sign]) => `n ${sign} m`),
  column.map((name) => `${name} is not null`),
  fc.tuple(operator, fc.nat(3)).map(([sign, size]) => `length(t) ${sign} ${size}`),
  fc.tuple(fc.constantFrom('in', 'not in'), fc.array(word, { minLength: 1, maxLength: 3 })).map(([inside, list]) => `t ${inside} (${list.join(', ')})`),
  fc.tuple(fc.constantFrom('<>', '='), word).map((parts) => `t ${parts.join(' ')}`),
)
/** Comparisons joined by AND, OR and NOT. */
const { compound } = fc.letrec<{ compound: string }>((tie) => ({
  compound: fc.oneof(
    { maxDepth: 3 },
    simple,
    column.map((name) => `${name} is null`),
    fc.tuple(tie('compound'), fc.constantFrom('and', 'or'), tie('compound')).map(([a, join, b]) => `(${a} ${join} ${b})`),
    tie('compound').map((inner) => `not (${inner})`),
    fc.tuple(fc.constantFrom('<>', '=')).map(([sign]) => `(n is null) ${sign} (m is null)`),
    fc.tuple(tie('compound'), fc.constantFrom('<>', '='), tie('compound')).map(([a, sign, b]) => `(${a}) ${sign} (${b})`),
    fc.tuple(tie('compound'), tie('compound'), fc.constantFrom('', 'else 1', 'else 0')).map(([a, b, rest]) => `case when ${a} then ${b} ${rest} end`),
  ),
}))

type Row = { readonly n: number | null; readonly m: number | null; readonly t: string | null }

const rows: readonly Row[] = [null, -5, -1, 0, 1, 3, 7, 9, 10].flatMap((n) => [null, -3, 0, 1, 4, 8].flatMap((m) => [null, '', 'a', 'bc', 'def', 'long'].map((t) => ({ n, m, t }))))

function fits(value: number | string | null, bounds: ColumnBounds | undefined, kind: ColumnKind): boolean {
  if (value === null || bounds === undefined) return true
  const { min, max, ranges = [{ ...(min && { min }), ...(max && { max }) }], values, excluded = [], minLength = 0, maxLength = Infinity } = bounds
  const text = String(value)
  const isOneOf = (list: readonly string[]) => list.some((each) => compareValues(each, text, kind) === 0)
  return isWithin(text, ranges, kind) && values?.every((each) => compareValues(each, text, kind) !== 0) !== true && !isOneOf(excluded) && text.length >= minLength && text.length <= maxLength
}

function holds({ left, operator: sign, right }: ColumnComparison, row: Row): boolean {
  const a = row[left as 'n']
  const b = row[right as 'm']
  if (a === null || b === null) return true
  return sign === '<' ? a < b : sign === '<=' ? a <= b : sign === '<>' ? a !== b : a === b
}

/** What the reader makes of it. */
function fitting(expression: string) {
  const { check, facts } = readCheck({ name: 'c', expression }, { syntax: sqliteSyntax, columns })
  const factsOf = (name: string) => facts.flatMap((fact) => (fact.about !== 'comparison' && fact.about !== 'alternatives' && fact.column === name ? [fact] : []))
  const bounds = new Map([...columns].map(([name, kind]) => [name, boundsOf(factsOf(name), kind, undefined)]))
  const required = facts.flatMap((fact) => (fact.about === 'not null' ? [fact.column] : []))
  const comparisons = facts.flatMap((fact) => (fact.about === 'comparison' ? [fact.comparison] : []))
  const passes = rows.map((row) =>
    (['n', 'm', 't'] as const).every((name) => fits(row[name], bounds.get(name), columns.get(name)!) && !(row[name] === null && required.includes(name))) &&
    comparisons.every((comparison) => holds(comparison, row)) &&
    facts.every((fact) => fact.about !== 'alternatives' || fact.alternatives.some((alternative) => {
      const own = (name: string) => alternative.flatMap((each) => (each.about !== 'comparison' && each.about !== 'null' && each.column === name ? [each] : []))
      return alternative.every((each) => {
        if (each.about === 'comparison') return holds(each.comparison, row)
        if (each.about === 'null') return row[each.column as 'n'] === null
        return each.about !== 'not null' || row[each.column as 'n'] !== null
      }) && [...columns].every(([name, kind]) => fits(row[name as 'n'], boundsOf(own(name), kind, undefined), kind))
    })))
  return { understood: check.understood, passes }
}

describe.each(targets.filter(({ name }) => name === 'better-sqlite3'))('a row that fits what was read, on $name', (target) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run('create table rows (place integer primary key, n integer, m integer, t text)')
    await db.knex.batchInsert('rows', rows.map((row, place) => ({ ...row, place })), 100)
  })
  afterAll(() => db?.drop())

  /** What SQLite says of each row: false only where the check would refuse it. */
  const accepted = async (expression: string): Promise<readonly boolean[]> => {
    const found: readonly { readonly ok: number | null }[] = await db.knex.raw(`select (${expression}) as ok from rows order by place`)
    return found.map(({ ok }) => ok !== 0)
  }

  test('passes the check, whatever it is made of', async () => {
    let understood = 0
    await fc.assert(fc.asyncProperty(compound, async (expression) => {
      const read = fitting(expression)
      if (read.understood !== 'wholly') return
      understood++
      const real = await accepted(expression)
      const refused = rows.filter((_, place) => read.passes[place] && !real[place])
      expect(refused.slice(0, 3), expression).toEqual([])
    }), { numRuns: 900, seed: 11 })
    expect(understood).toBeGreaterThan(400)
  })

  test('is any that the check lets pass, where there is no choice', async () => {
    const list = fc.array(simple, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' and '))
    await fc.assert(fc.asyncProperty(list, async (expression) => {
      const read = fitting(expression)
      if (/length\(t\) (?:<>|!=) [1-9]/.test(expression)) return
      expect(read.understood, expression).toBe('wholly')
      expect(read.passes, expression).toEqual(await accepted(expression))
    }), { numRuns: 400, seed: 12 })
  })
})
