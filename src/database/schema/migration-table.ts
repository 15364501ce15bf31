/** Names that no table of a user's would have. In lower case. */
const names: ReadonlySet<string> = new Set([
  // Knex, Adonis, Prisma, Drizzle, TypeORM, Sequelize, MikroORM, Kysely, node-pg-migrate, Cloudflare, Strapi, Directus, Payload
  'knex_migrations', 'knex_migrations_lock', 'adonis_schema', 'adonis_schema_versions', '_prisma_migrations', '__drizzle_migrations', 'typeorm_migrations',
  'typeorm_metadata', 'sequelizemeta', 'sequelizedata', 'mikro_orm_migrations', 'kysely_migration', 'kysely_migration_lock', 'pgmigrations', 'd1_migrations',
  'strapi_migrations', 'strapi_migrations_internal', 'directus_migrations', 'payload_migrations',
  // Rails, Ecto, dbmate, golang-migrate; Django, Alembic; Laravel's neighbours
  'schema_migrations', 'ar_internal_metadata', 'django_migrations', 'alembic_version', 'phinxlog', 'doctrine_migration_versions',
  // Flyway, Liquibase, Entity Framework, goose, Diesel, SQLx, Refinery, SeaORM, Play, Atlas, Hasura
  'flyway_schema_history', 'databasechangelog', 'databasechangeloglock', '__efmigrationshistory', 'goose_db_version', '__diesel_schema_migrations',
  '_sqlx_migrations', 'refinery_schema_history', 'seaql_migrations', 'play_evolutions', 'play_evolutions_lock', 'atlas_schema_revisions',
])

/** Columns that only a migration tool's table has together, whatever it is called: most tools let users name it. */
const signatures: readonly (readonly string[])[] = [
  ['name', 'batch', 'migration_time'],
  ['migration', 'batch'],
  ['checksum', 'migration_name', 'applied_steps_count'],
  ['installed_rank', 'checksum', 'installed_by'],
  ['migration_id', 'product_version'],
]

/** Columns of tables called `migrations` (TypeORM, db-migrate and others) or `schema_version`; an app's own would have more. */
const plain: Readonly<Record<string, readonly string[]>> = {
  migrations: ['id', 'name', 'timestamp', 'run_on', 'executed_at', 'created_at', 'applied_at', 'hash', 'batch', 'migration'],
  migration: ['id', 'name', 'timestamp', 'run_on', 'executed_at', 'created_at', 'applied_at', 'apply_time', 'version'],
  migration_versions: ['version', 'executed_at', 'execution_time'],
  schema_version: ['version', 'applied_at', 'description'],
}

/** Whether a table is a migration tool's own. */
export function isMigrationTable(name: string, columns: readonly string[]): boolean {
  const folded = name.toLowerCase()
  if (names.has(folded)) return true
  const own = columns.map((column) => column.toLowerCase())
  if (signatures.some((signature) => own.length <= 12 && signature.every((column) => own.includes(column)))) return true
  const known = plain[folded]
  return known !== undefined && own.length > 0 && own.every((column) => known.includes(column))
}
