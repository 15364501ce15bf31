import type { TestDatabase } from './databases.js'

/** A column `name` of a table, pointing at another table. */
export interface CycleKey {
  readonly name: string
  readonly to: string
  readonly required?: boolean
  readonly unique?: boolean
  /** A key of text. */
  readonly text?: boolean
  /** PostgreSQL: DEFERRABLE INITIALLY IMMEDIATE. */
  readonly deferrable?: boolean
}

/** Creates tables with an `id`, a `name` and foreign keys that may lead in circles. */
export async function createCycleTables(db: TestDatabase, tables: Readonly<Record<string, readonly CycleKey[]>>, id = db.types.id): Promise<void> {
  const { engine } = db.target
  for (const [table, keys] of Object.entries(tables)) {
    const columns = keys.map(({ name, to, required, unique, text }) => {
      const type = text !== true ? 'integer' : engine === 'mysql' ? 'varchar(60)' : 'text'
      const rule = `${required === true ? ' not null' : ''}${unique === true ? ' unique' : ''}`
      return `${name} ${type}${rule}${engine === 'sqlite' ? ` references ${to} (id)` : ''}`
    })
    await db.run(`create table ${table} (${['id ' + id, 'name varchar(200)', ...columns].join(', ')})`)
  }
  if (engine === 'sqlite') return
  for (const [table, keys] of Object.entries(tables)) {
    for (const { name, to, deferrable } of keys) {
      const later = deferrable === true && engine === 'postgres' ? ' deferrable initially immediate' : ''
      await db.run(`alter table ${table} add constraint ${table}_${name}_fk foreign key (${name}) references ${to} (id)${later}`)
    }
  }
}
