// Every key there is. A project needs two of them: copy this file to seed.config.ts and keep what differs from the defaults.
import { defineConfig } from 'seedkit'

export default defineConfig({
  // sqlite3, better-sqlite3, pg or mysql2. May be left out where `connection` is a URL.
  client: 'sqlite3',
  // A Knex connection object, a URL (postgres://user:password@host:5432/database), or a function that gives one of them.
  connection: { filename: './dev.sqlite3' },
  // Knex's own options: pool, searchPath, acquireConnectionTimeout, debug, version, wrapIdentifier, postProcessResponse, ...
  pool: { min: 0, max: 1 },

  // Further connections, picked with --connection reporting.
  connections: {
    reporting: { client: 'pg', connection: process.env['REPORTING_URL'] ?? 'postgres://localhost/reporting' },
  },
  // The one that is used without --connection. Default: the top-level one, which is called "default".
  defaultConnection: 'default',

  // The same seed gives the same rows. Default: a random one, which is printed.
  seed: 42,
  // Locale of faker: en, de, pt_BR, ... Default: en.
  locale: 'en',
  // What generated dates are relative to. Default: 2025-01-01T00:00:00Z; 'now' makes runs differ from day to day.
  refDate: '2025-01-01T00:00:00Z',

  // 'verify' checks foreign keys once, when the rows are there, instead of row by row. Default: 'check'.
  foreignKeys: 'check',

  // Folders or globs, relative to this file. These are the defaults.
  factories: 'database/factories',
  seeders: ['database/seeders'],

  // What `make:factory` writes for a column, as TypeScript, instead of what it would think of. * stands for any part of a name.
  generators: { 'orders.ref': 'this.faker.string.numeric(6)', '*.tenant_id': '1' },

  // Hosts that may be seeded without --force, beside local and private ones.
  allowHosts: ['*.staging.example.com'],
})
