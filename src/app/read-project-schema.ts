import { existsSync } from 'node:fs'
import { isAbsolute, relative } from 'node:path'
import { findClient } from '../config/client-table.js'
import type { ConnectionSettings } from '../config/connection-settings.js'
import { pickConnection } from '../config/pick-connection.js'
import type { ResolvedConfig } from '../config/resolved-config.js'
import { attachDatabase } from '../database/attach-database.js'
import type { StatementLabel } from '../database/database.js'
import { openConnection } from '../database/open-connection.js'
import type { DatabaseSchema } from '../database/schema/database-schema.js'
import { ConnectionError } from '../errors/connection-error.js'
import { DatabaseError } from '../errors/database-error.js'
import { UsageError } from '../errors/usage-error.js'
import { PlainTables } from '../scaffold/plan/plain-tables.js'

export interface SchemaOptions {
  /** Name of a connection of the configuration. */
  readonly connection?: string | undefined
  /** Schemas to read; those of the connection by default. */
  readonly schemas?: readonly string[] | undefined
}

export interface ProjectSchema {
  readonly schema: DatabaseSchema
  readonly plain: PlainTables
}

const LABEL: StatementLabel = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }

/** A file that is not there would be made, and stay behind empty. */
function checkFile({ client, connection }: ConnectionSettings): void {
  const { filename } = connection
  if (findClient(client)?.family.place !== 'file' || typeof filename !== 'string' || !isAbsolute(filename) || existsSync(filename)) return
  throw ConnectionError.cannotConnect({
    target: { host: undefined, port: undefined, user: undefined, database: relative(process.cwd(), filename) },
    reason: 'the file does not exist',
    hint: 'Create the database first (run your migrations), or correct "filename" in the config.',
    cause: new Error('the file does not exist'),
  })
}

/** A schema that is not there was typed in the shell, as a table that is not there is. */
function refuseUnknown(error: unknown): never {
  throw error instanceof DatabaseError && error.code === 'SEEDKIT_MISSING_SCHEMA' ? UsageError.of(error) : error
}

/** Reads the tables of the project's database. It is only read, so production is not guarded against. Throws ConnectionError where it cannot be reached. */
export async function readProjectSchema(config: ResolvedConfig, options: SchemaOptions): Promise<ProjectSchema> {
  const settings = pickConnection(config, options.connection)
  checkFile(settings)
  const connection = await openConnection(settings, { root: config.root })
  try {
    const database = attachDatabase(connection.knex)
    const standard = await database.readSchema({ label: LABEL })
    const { schemas = [] } = options
    const schema = schemas.length === 0 ? standard : await database.readSchema({ schemas, label: LABEL }).catch(refuseUnknown)
    return { schema, plain: new PlainTables(schema, standard.schemas) }
  } finally {
    await connection.close()
  }
}
