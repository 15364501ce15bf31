import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { seed } from 'drizzle-seed'
import { sqliteFile } from '../engines/sqlite-file.js'
import { drizzlePlan } from './drizzle-plan.js'

const users = sqliteTable('users', {
  id: integer().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  bio: text().notNull(),
  created_at: integer({ mode: 'timestamp_ms' }).notNull(),
})
const posts = sqliteTable('posts', {
  id: integer().primaryKey(),
  user_id: integer().notNull().references(() => users.id),
  title: text().notNull(),
  body: text().notNull(),
  published_at: integer({ mode: 'timestamp_ms' }),
})
const comments = sqliteTable('comments', {
  id: integer().primaryKey(),
  post_id: integer().notNull().references(() => posts.id),
  user_id: integer().notNull().references(() => users.id),
  body: text().notNull(),
  created_at: integer({ mode: 'timestamp_ms' }).notNull(),
})

/**
 * @param {string} place
 * @param {number} count users
 */
export async function drizzleSqlite(place, count) {
  const database = new Database(sqliteFile(place))
  database.exec('pragma foreign_keys = on')
  return {
    async run() {
      // Drizzle's own transaction is synchronous here, drizzle-seed is not.
      database.exec('begin')
      await seed(drizzle(database), { users, posts, comments }, { seed: 1 }).refine(drizzlePlan(count))
      database.exec('commit')
    },
    async close() {
      database.close()
    },
  }
}
