import { describe, expect, test } from 'vitest'
import { merged, planned, textOf } from './support/planned.js'

const V1 = `create table users (id integer primary key, name text not null, email varchar(80) not null);
  create table posts (id integer primary key, title text not null, user_id integer not null references users (id))`
const V2 = `create table users (id integer primary key, name text not null, phone varchar(20) not null, email varchar(80) not null, role text not null default 'member' check (role in ('admin', 'member')));
  create table posts (id integer primary key, title text not null, user_id integer not null references users (id), editor_id integer references users (id));
  create table teams (id integer primary key, name text not null);
  create table team_user (team_id integer not null references teams (id), user_id integer not null references users (id), primary key (team_id, user_id))`

/** What stands in one text and not in the other, line by line, in order; what is lost is an error. */
function added(before: string, after: string | undefined): readonly string[] {
  const lines = before.split('\n')
  const more: string[] = []
  for (const line of after?.split('\n') ?? []) {
    if (line === lines[0]) lines.shift()
    else more.push(line)
  }
  if (lines.length > 0) throw new Error(`lost: ${JSON.stringify(lines)}`)
  return more
}

const EDITED = `/* eslint-disable */
import { Factory, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './PostFactory.js'

// By hand.
export interface User {
  id: number
  name: string // first and last
  email: string
}

export type NewUser = Insertable<User>

export class UserFactory extends Factory<User, NewUser> {
  readonly table = 'users'
  readonly relations = {
    // all of them
    articles: this.hasMany(() => PostFactory, 'user_id'), // renamed
  }

  definition(): Attributes<NewUser> {
    return {
      name:   this.faker.person.fullName(),   // aligned
      email: 'a@example.com',
    }
  }

  /** Runs the place. */
  admin() { return this.state({ name : "Root" }) }
}
`

describe('merging', () => {
  test('of what was generated with the same schema changes nothing', async () => {
    const text = textOf(await planned(V1), 'users')
    expect(await merged(V1, 'users', 'UserFactory.ts', text)).toEqual({ status: 'unchanged', content: undefined, notes: [] })
  })

  test('adds columns and relations, and leaves all else byte for byte', async () => {
    const { status, content, notes } = await merged(V2, 'users', 'UserFactory.ts', EDITED)
    expect(status).toBe('merged')
    expect(notes).toEqual(['added column "phone"', 'added column "role"', 'added relation "editorPosts"', 'added relation "teams"'])
    // Lines that are gone: those that have got something behind them.
    const changed = EDITED.replace("type Insertable } from 'seedkit'", "type Insertable, pivot } from 'seedkit'").replace('Insertable<User>', "Insertable<User, 'role'>")
    expect(added(changed, content)).toEqual([
      "import { TeamFactory, type TeamUser } from './TeamFactory.js'",
      '  phone: string',
      "  role: 'admin' | 'member'",
      "    editorPosts: this.hasMany(() => PostFactory, 'editor_id'),",
      "    teams: this.manyToMany(() => TeamFactory, pivot<TeamUser>('team_user', 'user_id', 'team_id')),",
      "      phone: this.faker.phone.number({ style: 'national' }),",
    ])
    expect(await merged(V2, 'users', 'UserFactory.ts', content ?? '')).toMatchObject({ status: 'unchanged' })
  })

  test('keeps tabs, semicolons, quotes, lines of Windows, and imports without extension', async () => {
    const text = [
      'import { Factory, type Attributes, type Insertable } from "seedkit";', 'import { PostFactory } from "./PostFactory";', '', 'export interface User {', '\tid: number;', '\tname: string;', '\temail: string;', '}',
      'export type NewUser = Insertable<', '\tUser,', "\t| 'id'", '>;', '', 'export class UserFactory extends Factory<User, NewUser> {', '\treadonly table = "users";', '',
      '\tdefinition(): Attributes<NewUser> {', '\t\treturn {', '\t\t\tname: "x",', '\t\t\temail: "y"', '\t\t};', '\t}', '}', '',
    ].join('\r\n')
    const { content } = await merged(V2, 'users', 'UserFactory.ts', text)
    expect(content?.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const lines = content?.split('\r\n') ?? []
    expect(lines).toEqual(expect.arrayContaining([
      'import { TeamFactory, type TeamUser } from "./TeamFactory";', '\tphone: string;', "\trole: 'admin' | 'member';", '\treadonly relations = {', "\t\tposts: this.hasMany(() => PostFactory, 'user_id'),", '\t};',
      "\t\t\tphone: this.faker.phone.number({ style: 'national' }),", '\t\t\temail: "y"', "\t| 'role'",
    ]))
    expect(added(text.replace('Insertable }', 'Insertable, pivot }'), content)).toHaveLength(10)
  })

  test('goes into lines where all stands on one', async () => {
    const text = `import { Factory, type Attributes, type Insertable } from 'seedkit'
type Row = { id: number; name: string; email: string }
type NewRow = Insertable<Row, 'name'>
export class UserFactory extends Factory<Row, NewRow> {
  readonly table = 'users'
  definition(): Attributes<NewRow> { return { name: 'x', email: 'y' } }
}
`
    const { content } = await merged(V2, 'users', 'UserFactory.ts', text)
    expect(content).toContain("type Row = { id: number; name: string; phone: string; email: string; role: 'admin' | 'member' }")
    expect(content).toContain("Insertable<Row, 'name' | 'role'>")
    expect(content).toContain("{ return { name: 'x', phone: this.faker.phone.number({ style: 'national' }), email: 'y' } }")
  })

  test('puts several items behind a last one without comma, whatever stands beside it', async () => {
    const wide = `create table users (id integer primary key, name text not null, email varchar(80) not null, phone varchar(20) not null, city varchar(40) not null, seen_on date not null)`
    for (const end of ['', ' // last', ' /* last */']) {
      const text = EDITED.replace("email: 'a@example.com',", `email: 'a@example.com'${end}`)
      const { status, content = '' } = await merged(wide, 'users', 'UserFactory.ts', text)
      expect(status).toBe('merged')
      expect(content.slice(content.indexOf("      email:"), content.indexOf('    }\n  }\n\n  /** Runs'))).toBe([
        `      email: 'a@example.com',${end}`, "      phone: this.faker.phone.number({ style: 'national' }),", '      city: this.faker.location.city(),',
        '      seen_on: this.faker.date.recent({ days: 60 })', '',
      ].join('\n'))
    }
  })

  test.each(['mjs', 'cjs'] as const)('serves JavaScript: %s', async (variant) => {
    const language = { extension: '.js', variant } as const
    const before = textOf(await planned(V1, { language }), 'users')
    const { status, content } = await merged(V2, 'users', 'UserFactory.js', before)
    expect(status).toBe('merged')
    const types = [" *   phone: string,", " *   role: 'admin' | 'member',"]
    const code = [
      "    editorPosts: this.hasMany(() => PostFactory, 'editor_id'),",
      "    teams: this.manyToMany(() => TeamFactory, pivot('team_user', 'user_id', 'team_id')),",
      "      phone: this.faker.phone.number({ style: 'national' }),",
    ]
    const changed = before.replace("{ Factory }", '{ Factory, pivot }').replace('Insertable<User>', "Insertable<User, 'role'>")
    const required = "const { TeamFactory } = require('./TeamFactory.js')"
    expect(added(changed, content)).toEqual(variant === 'mjs' ? ["import { TeamFactory } from './TeamFactory.js'", ...types, ...code] : [...types, ...code, required])
  })

  test('tells columns that are gone, and leaves them', async () => {
    const text = EDITED.replace('  email: string\n', '  email: string\n  nickname: string\n')
    expect(await merged(V1, 'users', 'UserFactory.ts', text)).toEqual({ status: 'unchanged', content: undefined, notes: ['column "nickname" is gone from the table'] })
  })

  test('does not give a column that the definition has already', async () => {
    const text = EDITED.replace("email: 'a@example.com',", "email: 'a@example.com',\n      phone: '1',")
    expect((await merged(V2, 'users', 'UserFactory.ts', text)).content).not.toContain('faker.phone')
  })

  test('takes a definition that builds upon another one', async () => {
    const text = EDITED.replace('    return {\n', '    const base = super.definition()\n    return {\n      ...base,\n')
    expect((await merged(V2, 'users', 'UserFactory.ts', text)).content).toContain("      phone: this.faker.phone.number({ style: 'national' }),\n      email")
  })

  test.each([
    ['a row type of another file', EDITED.replace(/export interface User \{[^}]*\}/, "import type { User } from './types.js'"), 'the type "User" is not in the file'],
    ['a definition that returns what a function gives', EDITED.replace(/return \{[^}]*\}/, 'return attributes()'), 'its definition() does not return an object'],
    ['relations that are no object', EDITED.replace(/relations = \{[^}]*\}/, 'relations = relationsOf(this)'), 'its relations are no plain object'],
    ['an insert type of its own', EDITED.replace('Insertable<User>', 'Omit<User, "id">'), 'the type "NewUser" is not written as Insertable<User, …> in the file, and the database fills \'role\''],
  ])('leaves a file alone that has %s', async (_, text, reason) => {
    expect(await merged(V2, 'users', 'UserFactory.ts', text)).toEqual({ status: 'unreadable', content: undefined, notes: [reason] })
  })

  test('knows factories under other names, and what they are called', async () => {
    const account = EDITED.replaceAll('UserFactory', 'AccountFactory')
    const project = await planned(V2, { existing: { 'people/AccountFactory.ts': account } })
    expect(textOf(project, 'posts')).toContain("import { AccountFactory } from './people/AccountFactory.js'")
    expect(textOf(project, 'posts')).toContain('user_id: this.factory(AccountFactory)')
  })

  test('a file that does not compile, or declares no table, is no factory', async () => {
    const project = await planned(V1, { existing: { 'UserFactory.ts': EDITED.replace('{ return this.state', '{{ return'), 'A.ts': 'export class A extends B { table = name }', 'B.ts': 'const table = 1' } })
    expect(project.existing.size).toBe(0)
  })
})
