import { datetime, int, mysqlTable, text, varchar } from 'drizzle-orm/mysql-core'
import { drizzle } from 'drizzle-orm/mysql2'
import { seed } from 'drizzle-seed'
import { createConnection } from 'mysql2/promise'
import { mariadbUrl } from '../engines/mariadb-url.js'
import { drizzlePlan } from './drizzle-plan.js'

const users = mysqlTable('users', {
  id: int().autoincrement().primaryKey(),
  name: varchar({ length: 255 }).notNull(),
  email: varchar({ length: 255 }).notNull().unique(),
  bio: text().notNull(),
  created_at: datetime().notNull(),
})
const posts = mysqlTable('posts', {
  id: int().autoincrement().primaryKey(),
  user_id: int().notNull().references(() => users.id),
  title: varchar({ length: 255 }).notNull(),
  body: text().notNull(),
  published_at: datetime(),
})
const comments = mysqlTable('comments', {
  id: int().autoincrement().primaryKey(),
  post_id: int().notNull().references(() => posts.id),
  user_id: int().notNull().references(() => users.id),
  body: varchar({ length: 255 }).notNull(),
  created_at: datetime().notNull(),
})

/**
 * @param {string} place
 * @param {number} count users
 */
export async function drizzleMariadb(place, count) {
  const connection = await createConnection(mariadbUrl(place))
  return {
    async run() {
      await drizzle(connection).transaction(async (trx) => {
        await seed(trx, { users, posts, comments }, { seed: 1 }).refine(drizzlePlan(count))
      })
    },
    close: () => connection.end(),
  }
}
