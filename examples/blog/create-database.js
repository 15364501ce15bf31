// Makes blog.sqlite3 anew, with empty tables: what the migrations of a real project would do.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import knex from 'knex'

const filename = fileURLToPath(new URL('blog.sqlite3', import.meta.url))
rmSync(filename, { force: true })
rmSync(`${filename}-journal`, { force: true })

const db = knex({ client: 'sqlite3', connection: { filename }, useNullAsDefault: true })
try {
  await db.schema
    .createTable('users', (table) => {
      table.increments('id')
      table.string('name').notNullable()
      table.string('email').notNullable().unique()
      table.string('role').notNullable().defaultTo('member').checkIn(['admin', 'member'])
      table.datetime('created_at').notNullable()
    })
    .createTable('posts', (table) => {
      table.increments('id')
      table.integer('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.string('title').notNullable()
      table.string('slug').notNullable()
      table.text('body').notNullable()
      table.datetime('created_at').notNullable()
      table.datetime('published_at')
    })
    .createTable('comments', (table) => {
      table.increments('id')
      table.integer('post_id').notNullable().references('posts.id').onDelete('CASCADE')
      table.string('author_name').notNullable()
      table.text('body').notNullable()
      table.datetime('created_at').notNullable()
    })
    .createTable('tags', (table) => {
      table.increments('id')
      table.string('name').notNullable().unique()
    })
    .createTable('post_tag', (table) => {
      table.integer('post_id').notNullable().references('posts.id').onDelete('CASCADE')
      table.integer('tag_id').notNullable().references('tags.id').onDelete('CASCADE')
      table.primary(['post_id', 'tag_id'])
    })
} finally {
  await db.destroy()
}
console.log('Created blog.sqlite3 with the tables users, posts, comments, tags and post_tag.')
