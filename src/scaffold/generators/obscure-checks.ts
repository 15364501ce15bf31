import type { DatabaseCheck, DatabaseTable } from '../../database/schema/database-schema.js'

/** The CHECKs about a column that say more than is understood. */
export function obscureChecks(column: string, { checks }: DatabaseTable): readonly DatabaseCheck[] {
  return checks.filter((check) => check.understood !== 'wholly' && check.columns.includes(column))
}
