import type { Capability } from './dialects/capability.js'
import type { CatalogueReader, Dialect } from './dialects/dialect.js'
import type { ServerFacts } from './dialects/server-facts.js'

/** Asks the server what it is and can do; `without` are capabilities to do without, even where it has them. */
export async function readServer(dialect: Dialect, read: CatalogueReader, without: readonly Capability[]): Promise<ServerFacts> {
  const sql = dialect.serverQuery
  const [row] = sql === undefined ? [] : await read(sql, [])
  const facts = dialect.readServer(row)
  return { ...facts, capabilities: new Set([...facts.capabilities].filter((each) => !without.includes(each))) }
}
