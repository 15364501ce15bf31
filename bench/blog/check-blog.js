/** @import { Knex } from 'knex' */
import { COMMENTS_PER_POST, POSTS_PER_USER } from './shape.js'

/** @type {readonly (readonly [table: string, column: string, parent: string])[]} */
const KEYS = [['posts', 'user_id', 'users'], ['comments', 'post_id', 'posts'], ['comments', 'user_id', 'users']]
/** A key that no row has; a refused row is refused for nothing else. */
const UNUSED = 2 ** 31 - 1

/**
 * Proves that a blog is whole and that its constraints still hold; gives the rows of each table.
 * @param {Knex} connection
 * @param {number} users
 */
export async function checkBlog(connection, users) {
  const posts = users * POSTS_PER_USER
  const expected = { users, posts, comments: posts * COMMENTS_PER_POST }
  for (const [table, rows] of Object.entries(expected)) await expectCount(`rows in ${table}`, connection(table), rows)
  await expectCount('e-mail addresses', connection.from(connection('users').distinct('email').as('emails')), users)
  for (const [table, column, parent] of KEYS) {
    const orphans = connection(table).leftJoin(parent, `${parent}.id`, `${table}.${column}`).whereNull(`${parent}.id`)
    await expectCount(`${table} whose ${column} leads nowhere`, orphans, 0)
  }
  await expectCount('users with other than 5 posts', othersThan(connection, 'posts', 'user_id', POSTS_PER_USER), 0)
  await expectCount('posts with other than 2 comments', othersThan(connection, 'comments', 'post_id', COMMENTS_PER_POST), 0)
  await expectConstraints(connection)
  return expected
}

/**
 * Rows that break a constraint have to be refused.
 * @param {Knex} connection
 */
async function expectConstraints(connection) {
  for (const [table, column] of KEYS) {
    const row = await connection(table).first()
    await expectRefusal(connection, table, { ...row, id: UNUSED, [column]: UNUSED }, `${table}.${column} is not checked any more`)
  }
  const user = await connection('users').first()
  await expectRefusal(connection, 'users', { ...user, id: UNUSED }, 'users.email is not unique any more')
}

/**
 * @param {Knex} connection
 * @param {string} table
 * @param {object} row
 * @param {string} fault
 */
async function expectRefusal(connection, table, row, fault) {
  try {
    await connection(table).insert(row)
  } catch {
    return
  }
  throw new Error(fault)
}

/**
 * @param {Knex} connection
 * @param {string} table
 * @param {string} column
 * @param {number} count
 */
function othersThan(connection, table, column, count) {
  return connection.from(connection(table).groupBy(column).havingRaw(`count(*) <> ${count}`).select(column).as('others'))
}

/**
 * @param {string} what
 * @param {Knex.QueryBuilder} query
 * @param {number} expected
 */
async function expectCount(what, query, expected) {
  const [row] = await query.count({ count: '*' })
  if (Number(row.count) !== expected) throw new Error(`${what}: ${row.count}, not ${expected}`)
}
