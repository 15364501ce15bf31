import { drizzle } from 'drizzle-orm/node-postgres'
import { integer, pgSchema, serial, text, timestamp, varchar } from 'drizzle-orm/pg-core'
import { seed } from 'drizzle-seed'
import pg from 'pg'
import { postgresUrl } from '../engines/postgres-url.js'
import { drizzlePlan } from './drizzle-plan.js'

const instant = () => timestamp({ withTimezone: true })

/** @param {string} place */
function tablesIn(place) {
  const schema = pgSchema(place)
  const users = schema.table('users', {
    id: serial().primaryKey(),
    name: varchar({ length: 255 }).notNull(),
    email: varchar({ length: 255 }).notNull().unique(),
    bio: text().notNull(),
    created_at: instant().notNull(),
  })
  const posts = schema.table('posts', {
    id: serial().primaryKey(),
    user_id: integer().notNull().references(() => users.id),
    title: varchar({ length: 255 }).notNull(),
    body: text().notNull(),
    published_at: instant(),
  })
  const comments = schema.table('comments', {
    id: serial().primaryKey(),
    post_id: integer().notNull().references(() => posts.id),
    user_id: integer().notNull().references(() => users.id),
    body: varchar({ length: 255 }).notNull(),
    created_at: instant().notNull(),
  })
  return { users, posts, comments }
}

/**
 * @param {string} place
 * @param {number} count users
 */
export async function drizzlePostgres(place, count) {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  return {
    async run() {
      await drizzle(client).transaction(async (trx) => {
        await seed(trx, tablesIn(place), { seed: 1 }).refine(drizzlePlan(count))
      })
    },
    close: () => client.end(),
  }
}
