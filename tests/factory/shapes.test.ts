import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import path from 'node:path'
import { expect, it } from 'vitest'
import { repository } from '../support/source-files.js'

const built = pathToFileURL(path.join(repository, 'dist/index.js')).href

/** Blogs of 3,000 users; V8 prints a line for every object that it has to move to another shape. */
const script = `
  import knex from 'knex'
  import { createSession, Factory } from ${JSON.stringify(built)}
  class CommentFactory extends Factory {
    table = 'comments'
    definition() { return { post_id: this.factory(PostFactory), at: this.faker.date.past() } }
  }
  class PostFactory extends Factory {
    table = 'posts'
    relations = { comments: this.hasMany(() => CommentFactory, 'post_id') }
    definition() { return { user_id: this.factory(UserFactory), at: this.faker.date.past() } }
  }
  class UserFactory extends Factory {
    table = 'users'
    relations = { posts: this.hasMany(() => PostFactory, 'user_id') }
    definition() { return { name: this.faker.person.fullName(), email: this.faker.internet.email() } }
  }
  const db = knex({ client: 'better-sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true })
  await db.schema.createTable('users', (table) => { table.increments('id'); table.string('name'); table.string('email').unique() })
  await db.schema.createTable('posts', (table) => { table.increments('id'); table.integer('user_id').references('users.id'); table.datetime('at') })
  await db.schema.createTable('comments', (table) => { table.increments('id'); table.integer('post_id').references('posts.id'); table.datetime('at') })
  const insert = (seed, count) => createSession(db, { seed }).factory(UserFactory).hasPosts(2, (post) => post.hasComments(2)).insert(count)
  await insert(1, 1000)
  console.log('comments', (await insert(2, 2000)).comments)
  await db.destroy()
`

it('rows keep the shape that they were made with: V8 takes as long to move an object to another as to build the row', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--no-sparkplug', '--trace-migration', '--input-type=module', '-e', script], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout).toContain('comments 8000')
  expect(stdout.split('\n').filter((line) => line.startsWith('[migrating]'))).toEqual([])
})
