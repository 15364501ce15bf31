import { VerifyError } from '../../errors/verify-error.js'
import type { Orphan, Run } from '../dialects/dialect.js'
import { cleanCause } from '../failures/clean-cause.js'
import { readSqliteFault } from '../failures/read-sqlite-fault.js'
import { shownValue } from '../failures/shown-value.js'
import { sqliteExactInteger } from '../values/sqlite-exact-integer.js'
import { firstNewOrphan } from './first-new-orphan.js'
import { sqliteOrphans } from './sqlite-orphans.js'
import type { VerifiedRun } from './verified-run.js'

/** Looks at all rows that point at nothing before the run and after it: its own code may have broken keys of any table. */
export const sqliteVerifiedRun: VerifiedRun = {
  async begin(run) {
    const before = await orphansOf(run, undefined)
    return {
      async prove() {
        // Of more rows than there were before, one is new.
        const orphan = firstNewOrphan(await orphansOf(run, before.length + 1), before)
        if (orphan !== undefined) throw await brokenKey(run, orphan)
      },
    }
  },
}

async function orphansOf(run: Run, most: number | undefined): Promise<readonly Orphan[]> {
  try {
    return await sqliteOrphans(run, most)
  } catch (error) {
    // Knex puts the statement before the database's own words.
    const fault = readSqliteFault(error, String(error instanceof Error ? error.message : error).replace(/^select .*? - (?:SQLITE_ERROR: )?/s, ''))
    throw VerifyError.cannotVerify({ reason: fault.message, cause: cleanCause(error, fault, undefined) })
  }
}

async function brokenKey(run: Run, { schema = 'main', table, parent, row, key }: Orphan): Promise<VerifyError> {
  const list = await run(`pragma ${quoted(schema)}.foreign_key_list(${quoted(table)})`)
  const columns = list.filter((each) => Number(each['id']) === Number(key)).map((each) => String(each['from']))
  const [values] =
    row === null ? [] : await run(`select ${columns.map((name) => `${sqliteExactInteger(quoted(name))} as ${quoted(name)}`).join(', ')} from ${quoted(schema)}.${quoted(table)} where rowid = ${String(row)}`)
  return VerifyError.brokenKey({
    table: schema === 'main' ? table : `${schema}.${table}`,
    parent,
    row,
    columns,
    values: values === undefined ? [] : columns.map((name) => `"${name}" is ${shownValue(name, values[name])}`),
  })
}

/** Sent without values: a question mark is one. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
