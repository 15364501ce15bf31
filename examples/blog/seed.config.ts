import { defineConfig } from 'seedkit'

export default defineConfig({
  client: 'sqlite3',
  connection: { filename: './blog.sqlite3' },
  seed: 42,
})
