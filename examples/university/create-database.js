// Makes the tables anew, empty: what the migrations of a real project would do.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import knex from 'knex'
import { createSchema, tables } from './schema.js'

const url = process.env.DATABASE_URL
const filename = fileURLToPath(new URL('university.sqlite3', import.meta.url))
for (const suffix of ['', '-journal']) if (url === undefined) rmSync(filename + suffix, { force: true })

const db = knex(url === undefined ? { client: 'sqlite3', connection: { filename }, useNullAsDefault: true } : { client: 'pg', connection: url })
try {
  if (url !== undefined) await db.raw(`drop table if exists ${tables.join(', ')} cascade`)
  await createSchema(db)
} finally {
  await db.destroy()
}
console.log(`Created ${tables.join(', ')}.`)
