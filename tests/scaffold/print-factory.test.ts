import { describe, expect, test } from 'vitest'
import { PlainTables } from '../../src/scaffold/plan/plain-tables.js'
import { planned, seederOf, textOf } from './support/planned.js'

const SHOP = `create table users (id integer primary key, name text not null, role text not null default 'member' check (role in ('admin', 'member')), "zip code" varchar(10) not null,
    created_at datetime not null default current_timestamp);
  create table posts (post_id integer primary key, title varchar(40) not null, user_id integer not null references users (id));
  create table tags (id integer primary key, label varchar(20) not null);
  create table post_tag (post_id integer not null references posts (post_id), tag_id integer not null references tags (id), primary key (post_id, tag_id))`
const generators = { generators: { '*.name': 'this.faker.person.fullName()', 'posts.title': "({ faker }) => faker.lorem.words(3)", '*.label': 'this.faker.word.noun()', '*.zip code': "'12345'" } }

const USER = `import { Factory, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './PostFactory.js'

/** A row of "users", as the database returns it. */
export interface User {
  id: number
  name: string
  role: 'admin' | 'member'
  'zip code': string
  created_at: Date
}

export type NewUser = Insertable<User, 'role' | 'created_at'>

export class UserFactory extends Factory<User, NewUser> {
  readonly table = 'users'
  readonly relations = {
    posts: this.hasMany(() => PostFactory, 'user_id'),
  }
  readonly traits = this.defineTraits({ ...this.enumStates('role', ['admin', 'member']) })

  definition(): Attributes<NewUser> {
    return {
      name: this.faker.person.fullName(),
      'zip code': '12345',
      created_at: this.faker.date.past({ years: 2 }),
    }
  }
}
`
const POST = `import { Factory, pivot, type Attributes, type Insertable } from 'seedkit'
import { TagFactory } from './TagFactory.js'
import { UserFactory } from './UserFactory.js'

/** A row of "posts", as the database returns it. */
export interface Post {
  post_id: number
  title: string
  user_id: number
}

export type NewPost = Insertable<Post, 'post_id'>

/** A row of "post_tag", as the database returns it. */
export interface PostTag {
  post_id: number
  tag_id: number
}

export class PostFactory extends Factory<Post, NewPost> {
  readonly table = 'posts'
  override readonly primaryKey = 'post_id'
  readonly relations = {
    user: this.belongsTo(() => UserFactory, 'user_id'),
    tags: this.manyToMany(() => TagFactory, pivot<PostTag>('post_tag', 'post_id', 'tag_id')),
  }

  definition(): Attributes<NewPost> {
    return {
      title: ({ faker }) => faker.lorem.words(3),
      user_id: this.factory(UserFactory),
    }
  }
}
`
const COMMON_JS = `const { Factory, pivot } = require('seedkit')

/**
 * A row of "posts", as the database returns it.
 * @typedef {{
 *   post_id: number,
 *   title: string,
 *   user_id: number,
 * }} Post
 */

/** @typedef {import('seedkit').Insertable<Post, 'post_id'>} NewPost */

/**
 * A row of "post_tag", as the database returns it.
 * @typedef {{
 *   post_id: number,
 *   tag_id: number,
 * }} PostTag
 */

/** @extends {Factory<Post, NewPost>} */
class PostFactory extends Factory {
  table = 'posts'
  primaryKey = 'post_id'
  relations = {
    user: this.belongsTo(() => UserFactory, 'user_id'),
    tags: this.manyToMany(() => TagFactory, pivot('post_tag', 'post_id', 'tag_id')),
  }

  /** @returns {import('seedkit').Attributes<NewPost>} */
  definition() {
    return {
      title: ({ faker }) => faker.lorem.words(3),
      user_id: this.factory(UserFactory),
    }
  }
}

module.exports = { PostFactory }

// At the end, since these files need each other.
const { TagFactory } = require('./TagFactory.js')
const { UserFactory } = require('./UserFactory.js')
`

describe('a factory', () => {
  test('as TypeScript', async () => {
    const project = await planned(SHOP, { generators })
    expect(textOf(project, 'users')).toBe(USER)
    expect(textOf(project, 'posts')).toBe(POST)
    expect(textOf(project, 'tags')).toContain("import { PostFactory, type PostTag } from './PostFactory.js'")
  })

  test('as CommonJS, whose exports are there before it asks for others', async () => {
    expect(textOf(await planned(SHOP, { generators, language: { extension: '.js', variant: 'cjs' } }), 'posts')).toBe(COMMON_JS)
  })

  test('as a module of JavaScript', async () => {
    const text = textOf(await planned(SHOP, { generators, language: { extension: '.js', variant: 'mjs' } }), 'posts')
    expect(text).toBe(COMMON_JS.replace("const { Factory, pivot } = require('seedkit')", "import { Factory, pivot } from 'seedkit'\nimport { TagFactory } from './TagFactory.js'\nimport { UserFactory } from './UserFactory.js'")
      .replace('class PostFactory', 'export class PostFactory').replace(/\nmodule\.exports[^]*$/, ''))
  })

  test('of a table in another schema names it, and keys of several columns stay literal', async () => {
    const project = await planned('create table lines (a integer not null, b integer not null, note text, primary key (a, b))')
    const schema = { ...project.factories[0]!.table, schema: 'sales' }
    const whole = { schemas: ['sales'], tables: [schema], leftOut: [] }
    const other = await planned('', { schema: whole, plain: new PlainTables(whole, ['main']) })
    expect(textOf(other, 'lines')).toContain("readonly table = { schema: 'sales', name: 'lines' }\n  override readonly primaryKey = ['a', 'b'] as const\n")
  })

  test('has comments of the table and its columns', async () => {
    const project = await planned('create table users (id integer primary key, code char(2) not null)')
    const [plan] = project.factories
    const table = { ...plan!.table, comment: 'People who pay */', columns: plan!.table.columns.map((column) => ({ ...column, comment: column.name === 'code' ? 'Two letters,\nupper case' : undefined })) }
    const text = textOf(await planned('', { schema: { schemas: ['main'], tables: [table], leftOut: [] } }), 'users')
    expect(text).toContain('/** A row of "users", as the database returns it. People who pay * /. */')
    expect(text).toContain('  /** Two letters, upper case. */\n  code: string\n')
  })
})

describe('traits', () => {
  test('of two columns with the same words have names of their own', async () => {
    const project = await planned("create table a (id integer primary key, state text not null check (state in ('on', 'off')), old_state text check (old_state in ('on', 'off')))")
    expect(textOf(project, 'a')).toContain(`  readonly traits = this.defineTraits({
    ...this.enumStates('state', ['on', 'off']),
    oldStateOn: { old_state: 'on' },
    oldStateOff: { old_state: 'off' },
  })`)
  })

  test.each([
    ['many words', `k text not null check (k in (${Array.from({ length: 11 }, (_, at) => `'w${at}'`).join(', ')}))`],
    ['one word', "k text not null check (k in ('only'))"],
    ['a key', "k text not null unique references a (k) check (k in ('x', 'y'))"],
    ['a check that is not understood', "k text not null check (k in ('x', 'y')), n integer, check (k = 'x' or n > random())"],
  ])('are none of %s', async (_, column) => {
    expect(textOf(await planned(`create table a (id integer primary key, ${column})`), 'a')).not.toContain('traits')
  })
})

describe('the seeder', () => {
  test('fills parents first, uses them again, and attaches pairs', async () => {
    expect(seederOf(await planned(SHOP, { generators }))).toBe(`const users = await this.factory(UserFactory).createBatch(20)
const posts = await this.factory(PostFactory).recycle(UserFactory, users).createBatch(40)
await this.factory(TagFactory)
  .recycle(PostFactory, posts)
  .hasPosts(between(1, 3))
  .createBatch(20)
`)
  })

  test('gives pairs what would differ from run to run, and what the user says, and leaves the rest to the database', async () => {
    const pairs = (columns: string): string => `create table films (id integer primary key, title text not null); create table actors (id integer primary key, name text not null);
      create table film_actor (film_id integer not null references films (id), actor_id integer not null references actors (id), ${columns}, primary key (film_id, actor_id))`
    const made = async (columns: string, own: Readonly<Record<string, string>> = {}): Promise<string> => seederOf(await planned(pairs(columns), { generators: { generators: own } }))
    expect(await made("role text not null default 'extra', note text")).toContain('  .hasActors(between(1, 3))\n')
    expect(await made("last_update datetime not null default current_timestamp")).toContain(`  .hasActors(between(1, 3), undefined, (_parent, _related, _index, { faker }) => ({
    last_update: faker.date.recent({ days: 60 }),
  }))
`)
    expect(await made('created_at datetime not null default current_timestamp, updated_at datetime not null default current_timestamp')).toContain(`(_parent, _related, _index, { faker }) => {
    const attributes = { created_at: faker.date.past({ years: 2 }) }
    return {
      ...attributes,
      updated_at: faker.date.soon({
        days: 90,
        refDate: attributes.created_at ?? faker.defaultRefDate(),
      }),
    }
  })
`)
    expect(await made('note text', { 'film_actor.note': 'this.faker.word.noun()' })).toContain('    note: faker.word.noun(),\n')
  })

  test('gives every parent its one child, in turn', async () => {
    const project = await planned('create table users (id integer primary key); create table profiles (user_id integer primary key references users (id), bio text)')
    expect(seederOf(project)).toContain("await this.factory(ProfileFactory)\n  .recycle(UserFactory, users, { strategy: 'roundRobin' })\n  .createBatch(20)")
  })

  test('asks for no more rows than there can be', async () => {
    const project = await planned(`create table flags (is_on boolean primary key not null);
      create table grades (level integer primary key not null check (level between 1 and 5));
      create table words (word varchar(9) primary key not null check (word in ('a', 'b', 'c')))`)
    expect(seederOf(project)).toBe('await this.factory(FlagFactory).createBatch(2)\nawait this.factory(GradeFactory).createBatch(5)\nawait this.factory(WordFactory).createBatch(3)\n')
  })

  test('makes a tree of a table that refers to itself', async () => {
    const project = await planned('create table categories (id integer primary key, name text not null, parent_id integer references categories (id))')
    expect(seederOf(project)).toBe(`const rootCategories = await this.factory(CategoryFactory).createBatch(5)
await this.factory(CategoryFactory)
  .recycle(CategoryFactory, rootCategories)
  .createBatch(20, { parent_id: this.factory(CategoryFactory) })
`)
  })

  test('keeps two parents of one table in order', async () => {
    const project = await planned(`create table accounts (id integer primary key);
      create table transfers (id integer primary key, first_id integer not null references accounts (id), second_id integer not null references accounts (id), check (first_id < second_id))`)
    expect(seederOf(project)).toContain(`await this.factory(TransferFactory)
  .recycle(AccountFactory, accounts.slice(10))
  .createBatch(40, {
    first_id: ({ faker }) => faker.helpers.arrayElement(accounts.slice(0, 10)).id,
`)
  })

  test('attaches pairs of one table in the order that a CHECK asks for: new rows come behind those that are there', async () => {
    for (const [check, relation] of [['a_id < b_id', 'a_id b_id'], ['b_id < a_id', 'b_id a_id']] as const) {
      const project = await planned(`create table people (id integer primary key);
        create table friendships (a_id integer not null references people (id), b_id integer not null references people (id), primary key (a_id, b_id), check (${check}))`)
      const [less, greater] = relation.split(' ')
      const own = project.factories[0]?.relations.find(({ foreignKey, pivot }) => pivot !== undefined && foreignKey[0] === greater)
      expect(own?.pivot?.relatedKey).toEqual([less])
      const name = own?.name ?? ''
      expect(seederOf(project)).toContain(`.recycle(PersonFactory, people)\n  .has${name.charAt(0).toUpperCase()}${name.slice(1)}(`)
    }
  })

  test('keeps two parents of one table apart', async () => {
    const project = await planned(`create table accounts (id integer primary key);
      create table transfers (id integer primary key, from_id integer not null references accounts (id), to_id integer not null references accounts (id), check (from_id <> to_id))`)
    expect(seederOf(project)).toContain(`await this.factory(TransferFactory)
  .recycle(AccountFactory, accounts.slice(10))
  .createBatch(40, {
    to_id: ({ faker }) => faker.helpers.arrayElement(accounts.slice(0, 10)).id,
  })`)
  })
})
