import { pickConnection } from '../config/pick-connection.js'
import type { ResolvedConfig } from '../config/resolved-config.js'
import { attachDatabase } from '../database/attach-database.js'
import { openConnection } from '../database/open-connection.js'
import type { TableSchema } from '../database/schema/table-schema.js'
import { runInTransaction } from '../database/transaction.js'
import { sessionOn } from '../factory/create-session.js'
import { modelOf } from '../factory/factory-model.js'
import { createRequested } from './create-requested.js'
import { givenValues } from './given-values.js'
import { guardProduction } from './guard-production.js'
import type { PreviewOptions, PreviewRow } from './preview-factory.js'
import { requestedFactory } from './requested-factory.js'

/** Makes the rows of a preview, with all that belongs to them, in a transaction that is rolled back. */
export async function previewWithParents(
  { config, seed, class: Class }: { readonly config: ResolvedConfig; readonly seed: number; readonly class: unknown },
  options: PreviewOptions,
): Promise<{ readonly rows: readonly PreviewRow[]; readonly schema: TableSchema }> {
  const settings = pickConnection(config, options.connection)
  await guardProduction(config, settings, options)
  const connection = await openConnection(settings, { root: config.root })
  try {
    return await runInTransaction(
      connection.knex,
      async (trx) => {
        const database = attachDatabase(trx, { transaction: 'own' })
        const session = sessionOn(database, { seed, locale: config.locale, refDate: config.refDate })
        const factory = requestedFactory(session, Class, options)
        const { table, name } = modelOf(factory)
        const schema = await database.schemaOf(table, { seeder: undefined, factory: name, relation: undefined, rows: undefined })
        return { rows: await createRequested(factory, options.count, givenValues(options.set ?? {}, schema)), schema }
      },
      { wholeness: 'proved', rollback: 'always' },
    )
  } finally {
    await connection.close()
  }
}
