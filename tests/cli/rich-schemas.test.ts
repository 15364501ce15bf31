import { spawnSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DatabaseSchema } from '../../src/database/schema/database-schema.js'
import { openTestDatabase, targets, type TestDatabase, type TestTarget } from '../support/databases.js'
import { repository } from '../support/source-files.js'
import { Project } from './support/project.js'

const SCHEMAS = path.join(repository, 'tests/scaffold/schemas')
const LABEL = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }
/** Tables that cannot have twenty rows. */
const SMALL: Readonly<Record<string, number>> = { switches: 2, singleton: 1 }
const TSCONFIG = { strict: true, target: 'ES2023', module: 'NodeNext', noEmit: true, skipLibCheck: true, noImplicitOverride: true, noUnusedLocals: true, noUncheckedIndexedAccess: true, types: [] }

/** A schema, and what undoes it. */
interface Opened {
  readonly db: TestDatabase
  readonly schemas: readonly string[]
  close(): Promise<void>
}

async function open(target: TestTarget): Promise<Opened> {
  const db = await openTestDatabase(target)
  const sales = `"${db.schema}_sales"`
  const text = readFileSync(path.join(SCHEMAS, `${target.engine}.sql`), 'utf8').replaceAll(/\bsales\b/g, sales)
  for (const statement of text.replaceAll(/^--.*$/gm, '').split(';')) if (statement.trim() !== '') await db.run(statement)
  const isPostgres = target.engine === 'postgres'
  return {
    db,
    schemas: isPostgres ? [db.schema, `${db.schema}_sales`] : [],
    async close() {
      if (isPostgres) await db.run(`drop schema ${sales} cascade`)
      await db.drop()
    },
  }
}

function configOf({ db }: Opened): string {
  const { client, connection, searchPath } = db.settings
  return JSON.stringify({ client: typeof client === 'string' ? client : 'better-sqlite3', connection, searchPath, seed: 7 })
}

const readTables = ({ db, schemas }: Opened): Promise<DatabaseSchema> => db.attach().readSchema({ label: LABEL, ...(schemas.length === 0 ? {} : { schemas }) })

/** Rows of all tables, in an order of their own: whole, since nothing is left to clocks and random keys of the database. */
async function contentOf(opened: Opened): Promise<Readonly<Record<string, readonly string[]>>> {
  const { tables } = await readTables(opened)
  const content: Record<string, readonly string[]> = {}
  for (const table of tables) {
    const rows: readonly object[] = await opened.db.knex.withSchema(table.schema).from(table.name).select('*')
    content[table.name] = rows.map((row) => JSON.stringify(row)).toSorted()
  }
  return content
}

function typecheck(project: Project, compiler: string): string {
  const run = spawnSync(process.execPath, [path.join(repository, 'node_modules', compiler, 'bin/tsc'), '-p', '.'], { cwd: project.root, encoding: 'utf8' })
  return run.stdout + run.stderr
}

const engines = (['postgres', 'mysql', 'sqlite'] as const).flatMap((engine) => targets.find((target) => target.engine === engine) ?? [])

describe.each(engines)('a schema with all there is, on $name', (target) => {
  let first: Opened
  beforeAll(async () => {
    first = await open(target)
  })
  afterAll(() => first?.close())

  const makeProject = (opened: Opened, files: Readonly<Record<string, string>>): Project => {
    const made = new Project({ 'seed.config.json': configOf(opened), ...files })
    symlinkSync(path.join(repository, 'node_modules/knex'), made.path('node_modules/knex'))
    symlinkSync(path.join(repository, 'node_modules/@faker-js'), made.path('node_modules/@faker-js'))
    return made
  }
  /** What db:seed of a project puts into a new database. */
  const seeded = async (project: Project): Promise<Readonly<Record<string, readonly string[]>>> => {
    const opened = await open(target)
    try {
      const text = `${opened.db.schema}_sales`
      project.write('seed.config.json', configOf(opened))
      for (const file of project.tree().filter((path) => path.endsWith('.ts'))) project.write(file, readFileSync(project.path(file), 'utf8').replaceAll(/seedkit_\w+_sales/g, text))
      expect(await project.run(['db:seed'])).toMatchObject({ code: 0, stderr: '' })
      return await contentOf(opened)
    } finally {
      await opened.close()
    }
  }
  const schemaOptions = (opened: Opened) => opened.schemas.flatMap((schema) => ['--schema', schema])

  test('make:factory --all writes factories that compile strictly, are clean to lint, and fill every table, the same for the same seed', { timeout: 240_000 }, async () => {
    const project = makeProject(first, { 'tsconfig.json': JSON.stringify({ compilerOptions: TSCONFIG, include: ['database'] }) })
    const made = await project.run(['make:factory', '--all', ...schemaOptions(first)])
    expect(made).toMatchObject({ code: 0, stderr: '' })
    for (const compiler of ['typescript', 'typescript-6.0', 'typescript-5.9']) expect(typecheck(project, compiler), compiler).toBe('')
    const long = project.tree().filter((file) => file.endsWith('.ts')).flatMap((file) => readFileSync(project.path(file), 'utf8').split('\n').filter((line) => line.length > 100 && !/`|Seedkit\d+/.test(line)))
    expect(long).toEqual([])

    const linted = await project.run(['lint'])
    expect(linted.code, linted.stdout + linted.stderr).toBe(0)

    // Counters that lint has moved stay moved: the runs start from new databases.
    const [content, others] = [await seeded(project), await seeded(project)]
    const few = Object.entries(content).filter(([table, rows]) => rows.length < (SMALL[table] ?? 20)).map(([table, rows]) => `${table}: ${rows.length}`)
    expect(few).toEqual([])
    for (const [table, rows] of Object.entries(content)) expect(others[table], table).toEqual(rows)
  })
})
