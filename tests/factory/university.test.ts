import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { DatabaseSeeder } from '../../examples/university/database/seeders/DatabaseSeeder.js'
import { createSchema, tables } from '../../examples/university/schema.js'
import { sessionOn } from '../../src/factory/create-session.js'
import { runSeeder } from '../../src/seeder/run-seeder.js'
import { openTestDatabase, targets, type TestDatabase, type TestTarget } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

let db: TestDatabase | undefined
afterEach(async () => {
  await db?.drop()
  db = undefined
})

/** Fresh tables, filled; every statement that reached the driver from then on, but the transaction's own. */
async function seedUniversity(target: TestTarget, scale: number, seed = 42) {
  db = await openTestDatabase(target)
  await createSchema(db.knex)
  const sent: string[] = []
  db.knex.on('query', ({ sql }: { sql: string }) => { if (!/^(begin|commit)/i.test(sql)) sent.push(sql) })
  const recorder = recordStatements()
  await runSeeder(DatabaseSeeder, sessionOn(db.attach({ observer: recorder.observer }), { seed }), { scale })
  return { db, recorder, sent: [...sent] }
}

async function rowsOf({ knex }: TestDatabase, table: string): Promise<Record<string, any>[]> {
  return knex(table).orderBy(table === 'enrolments' ? ['student_id', 'course_id'] : table === 'prerequisites' ? ['course_id', 'required_id'] : ['id'])
}

/** All that factories fill but dates, which every driver reads in its own way. */
async function digest(database: TestDatabase): Promise<string> {
  const hash = createHash('sha256')
  for (const table of tables) {
    for (const { born_on: _, grade, ...row } of await rowsOf(database, table)) hash.update(JSON.stringify([row, grade === undefined || grade === null ? null : Number(grade)]))
  }
  return hash.digest('hex')
}

const seen = new Map<string, string>()

describe.each(targets)('the university on $name', (target) => {
  it('keeps all its constraints, and its shares to the row', { timeout: 120_000 }, async () => {
    const { db: database } = await seedUniversity(target, 0.05)
    const [departments, teachers, courses, prerequisites, students, enrolments] = await Promise.all(tables.map((table) => rowsOf(database, table)))
    expect([departments, teachers, courses, prerequisites, students, enrolments].map((rows) => rows?.length)).toEqual([2, 48, 75, 75, 1400, 8400])

    const departmentOf = new Map(teachers?.map((teacher) => [teacher['id'], teacher['department_id']]))
    expect(departments?.map((department) => departmentOf.get(department['head_id']))).toEqual(departments?.map((department) => department['id']))
    const basic = new Set(courses?.slice(0, 25).map((course) => course['id']))
    expect(prerequisites?.every((each) => basic.has(each['required_id']) && !basic.has(each['course_id']))).toBe(true)

    const perStudent = new Map<number, Set<number>>()
    for (const { student_id, course_id } of enrolments ?? []) perStudent.set(student_id, (perStudent.get(student_id) ?? new Set()).add(course_id))
    const withCourses = (count: number) => [...perStudent.values()].filter((taken) => taken.size === count).length
    expect([withCourses(4), withCourses(6), withCourses(8)]).toEqual([280, 840, 280])
    const grades = (enrolments ?? []).flatMap(({ grade }) => (grade === null ? [] : [Number(grade)]))
    expect(grades.every((grade) => grade >= 1 && grade <= 5)).toBe(true)
    expect(grades.length / 8400).toBeCloseTo(0.9, 1)

    seen.set(target.name, await digest(database))
    expect(new Set(seen.values()).size).toBe(1)
  })
})

describe('the university at its full size', () => {
  const target = targets.find(({ engine }) => engine === 'postgres')

  it.skipIf(target === undefined)('is 200,000 rows in under 400 statements, twice the same', { timeout: 300_000 }, async () => {
    if (target === undefined) return
    const digests: string[] = []
    for (let run = 0; run < 2; run++) {
      const { db: database, recorder, sent } = await seedUniversity(target, 1)
      expect(sent.length).toBeGreaterThan(recorder.events.length - 1)
      expect(sent.length).toBeLessThan(400)
      let total = 0
      for (const table of tables) {
        const { rows } = await database.knex.raw<{ rows: { n: string; digest: string }[] }>(
          'select count(*) as n, md5(string_agg(t::text, ? order by t)) as digest from ?? t', ['\n', table])
        total += Number(rows[0]?.n)
        digests.push(`${table} ${rows[0]?.digest}`)
      }
      expect(total).toBe(200_000)
      expect(recorder.rows('insert')).toBe(200_000)
      await database.drop()
      db = undefined
    }
    expect(digests.slice(0, tables.length)).toEqual(digests.slice(tables.length))
    expect(new Set(digests).size).toBe(tables.length)
  })

  it('is written by a seeder of at most 30 lines', () => {
    const text = readFileSync(new URL('../../examples/university/database/seeders/DatabaseSeeder.ts', import.meta.url), 'utf8')
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(30)
  })
})
