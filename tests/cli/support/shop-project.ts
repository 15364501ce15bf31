import knex from 'knex'
import { Project } from './project.js'
import { SHOP, SHOP_SCHEMA } from './shop.js'

/** The shop in a temporary folder, its tables made and empty. `files` go over the shop's own. */
export async function shopProject(files: Readonly<Record<string, string>> = {}): Promise<Project> {
  const project = new Project({ ...SHOP, ...files })
  await using(project, async (db) => {
    for (const statement of SHOP_SCHEMA) await db.raw(statement)
  })
  return project
}

/** Rows of a table, read from outside. */
export function rowsOf(project: Project, table: string): Promise<number> {
  return using(project, async (db) => Number((await db(table).count({ rows: '*' }))[0]?.['rows']))
}

export async function using<T>(project: Project, body: (db: knex.Knex) => Promise<T>): Promise<T> {
  const db = knex({ client: 'better-sqlite3', connection: { filename: project.path('shop.sqlite3') }, useNullAsDefault: true })
  try {
    return await body(db)
  } finally {
    await db.destroy()
  }
}

/** A seeder file whose run() has this body. */
export function seeder(name: string, body: string): Readonly<Record<string, string>> {
  return {
    [`database/seeders/${name}.ts`]: `
import { Seeder } from 'seedkit'
import { UserFactory } from '../factories/UserFactory.js'
export class ${name} extends Seeder {
  async run() {
    ${body}
  }
}
`,
  }
}
