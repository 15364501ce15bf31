import { defineConfig } from 'seedkit'

const url = process.env['DATABASE_URL']

// PostgreSQL where DATABASE_URL names one, else a SQLite file beside this one.
export default defineConfig({
  client: url === undefined ? 'sqlite3' : 'pg',
  connection: url ?? { filename: './university.sqlite3' },
  seed: 42,
})
