/** What a statement of the user's own may have changed under what seedkit remembers. */
export type StatementEffect = { readonly changed: 'schema' } | { readonly changed: 'rows'; readonly table: string | undefined }

const bringsRows: ReadonlySet<unknown> = new Set(['insert', 'update', 'upsert'])
const definition = /\b(?:create|alter|drop|rename)\s/i
/** A function may do anything. */
const manipulation = /\b(?:insert|update|replace|merge|copy|load|call|do)\b|\bselect\b[^]*\(/i

/**
 * The effect of one of Knex's builders: rows that came into a table or got other values (of any table, where SQL is the user's own), or a change of tables.
 * Undefined where nothing is remembered of it.
 */
export function effectOf(builder: object): StatementEffect | undefined {
  const steps: unknown = Reflect.get(builder, '_sequence')
  if (Array.isArray(steps)) return steps.every(isQuestion) ? undefined : { changed: 'schema' }
  const sql: unknown = Reflect.get(builder, 'sql')
  if (typeof sql === 'string') return definition.test(sql) ? { changed: 'schema' } : manipulation.test(sql) ? rowsIn(undefined) : undefined
  if (!bringsRows.has(Reflect.get(builder, '_method'))) return undefined
  const single: unknown = Reflect.get(builder, '_single')
  const table: unknown = typeof single === 'object' && single !== null ? Reflect.get(single, 'table') : undefined
  return rowsIn(typeof table === 'string' ? table : undefined)
}

/** Rows in a table as Knex's calls name it: `users`, `app.users`, `users as u`. */
export function rowsIn(table: string | undefined): StatementEffect {
  return { changed: 'rows', table: table?.replace(/\s+as\s+.*$/is, '').split('.').at(-1) }
}

/** `hasTable`, `hasColumn`. */
function isQuestion(step: unknown): boolean {
  return typeof step === 'object' && step !== null && String(Reflect.get(step, 'method')).startsWith('has')
}
