export type { RunEvent } from './app/run-event.js'
export type { RunSummary } from './app/run-summary.js'
export { seedDatabase, type SeedDatabaseOptions } from './app/seed-database.js'
export type { Config, ConfigExport } from './config/config.js'
export { defineConfig } from './config/define-config.js'
export {
  ConfigError,
  ConnectionError,
  DatabaseError,
  DiscoveryError,
  FactoryError,
  SafetyError,
  ScaffoldError,
  SeederError,
  SeedkitError,
} from './errors.js'
export { between } from './factory/between.js'
export { pivot } from './factory/pivot.js'
export { weighted } from './factory/weighted.js'
export { zipf } from './factory/zipf.js'
export { createSession } from './factory/create-session.js'
export { Factory } from './factory/factory.js'
export type {
  Attributes,
  Count,
  FactoryClass,
  FactoryShape,
  Hook,
  HookContext,
  Insertable,
  LazyContext,
  RowContext,
  RowOf,
  State,
} from './factory/factory-types.js'
export { hasRelationship } from './factory/has-relationship.js'
export type { Relation, WithRelations } from './factory/relation-types.js'
export type { Session } from './factory/session.js'
export { runSeeder } from './seeder/run-seeder.js'
export { runSeeders } from './seeder/run-seeders.js'
export { Seeder } from './seeder/seeder.js'
