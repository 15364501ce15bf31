/** @import { Knex } from 'knex' */

/**
 * Users, their posts, the comments on them: three foreign keys and a unique column.
 * @param {Knex} connection
 */
export async function createBlogTables(connection) {
  await createUsersTable(connection, 'unique')
  await connection.schema.createTable('posts', (table) => {
    table.increments('id')
    table.integer('user_id').unsigned().notNullable().references('users.id')
    table.string('title').notNullable()
    table.text('body').notNullable()
    table.datetime('published_at')
  })
  await connection.schema.createTable('comments', (table) => {
    table.increments('id')
    table.integer('post_id').unsigned().notNullable().references('posts.id')
    table.integer('user_id').unsigned().notNullable().references('users.id')
    table.string('body').notNullable()
    table.datetime('created_at').notNullable()
  })
}

/**
 * @param {Knex} connection
 * @param {'unique' | 'plain'} email
 */
export async function createUsersTable(connection, email) {
  await connection.schema.createTable('users', (table) => {
    table.increments('id')
    table.string('name').notNullable()
    table.string('email').notNullable()
    table.text('bio').notNullable()
    table.datetime('created_at').notNullable()
    if (email === 'unique') table.unique(['email'])
  })
}
