/** @import { Counts, Job } from '../types.js' */
import { engineOf } from '../engines/engine-of.js'
import { withKnex } from '../with-knex.js'

/**
 * Proves that a job left so many users, and that no two share an address; gives what it counted.
 * @param {Job} job
 * @param {{ readonly users: number, readonly repeated: 'none' | 'some' }} expected
 * @returns {Promise<Counts>}
 */
export function expectUsers(job, expected) {
  return withKnex(engineOf(job).settings(job.place), async (connection) => {
    const [row] = await connection('users').count({ users: '*' }).countDistinct({ emails: 'email' })
    const users = Number(row?.users)
    const repeated = users - Number(row?.emails)
    if (users !== expected.users || (repeated > 0 && expected.repeated === 'none')) throw new Error(`${users} users, ${repeated} repeated addresses; expected ${expected.users} users`)
    return { users, repeated }
  })
}
