import { describe, expect, it } from 'vitest'
import { GraphBuilder } from '../../src/app/graph/graph-builder.js'
import type { GraphLink, ProjectGraph } from '../../src/app/graph/project-graph.js'
import { dotLines } from '../../src/cli/graph/dot-lines.js'
import { mermaidLines } from '../../src/cli/graph/mermaid-lines.js'
import { svgLines } from '../../src/cli/graph/svg-lines.js'
import { detachedSession } from '../../src/factory/create-session.js'
import { definedParents } from '../../src/factory/defined-parents.js'
import type { AnyFactory } from '../../src/factory/factory-internals.js'
import { modelOf } from '../../src/factory/factory-model.js'
import { Factory } from '../../src/factory/factory.js'
import { pivot } from '../../src/factory/pivot.js'
import type { AnyFactoryClass } from '../../src/factory/runtime-relation.js'

abstract class Base extends Factory<any, any> {
  definition(): any { return {} }
}
class TeamFactory extends Base {
  readonly table = { schema: 'app', name: 'teams' }
  readonly relations = { members: this.hasMany(() => UserFactory as any, 'team_id' as never) }
}
class UserFactory extends Base {
  readonly table = 'users'
  readonly relations = {
    team: this.belongsTo(() => TeamFactory as any, 'team_id' as never),
    profile: this.hasOne(() => ProfileFactory as any, 'user_id' as never),
    roles: this.manyToMany(() => RoleFactory as any, pivot<any>('role_user', 'user_id', 'role_id')),
    image: this.morphOne(() => ImageFactory as any, 'owner' as never),
    boss: this.belongsTo(() => UserFactory as any, 'boss_id' as never),
  }
  override definition(): any { return { team_id: this.factory(TeamFactory), country_id: this.factory(CountryFactory), name: ({ attributes }: any) => attributes.x } }
}
class ProfileFactory extends Base { readonly table = 'profiles' }
class RoleFactory extends Base {
  readonly table = 'roles'
  readonly relations = { users: this.manyToMany(() => UserFactory as any, pivot<any>('role_user', 'role_id', 'user_id')) }
}
class ImageFactory extends Base {
  readonly table = 'images'
  readonly relations = { owner: this.morphTo([() => UserFactory as any, () => PostFactory as any], 'owner' as never) }
}
class PostFactory extends Base {
  readonly table = 'posts'
  override readonly primaryKey = ['tenant', 'number'] as any
  readonly relations = {
    images: this.morphMany(() => ImageFactory as any, 'owner' as never),
    lines: this.hasMany(() => LineFactory as any, ['tenant', 'post'] as never),
  }
}
class LineFactory extends Base { readonly table = 'lines' }
class CountryFactory extends Base { readonly table = 'countries' }

function graphOf(...classes: readonly unknown[]): ProjectGraph {
  const session = detachedSession({ seed: 0 })
  const builder = new GraphBuilder(session)
  for (const Class of classes as AnyFactoryClass[]) {
    const factory = new Class(session) as AnyFactory
    builder.addFactory(Class)
    for (const relation of modelOf(factory).relations.values()) builder.addRelation(Class, relation)
    for (const parent of definedParents(factory)) builder.addParent(Class, parent)
  }
  return { ...builder.finish(), problems: [] }
}

const ALL = graphOf(TeamFactory, UserFactory, RoleFactory, ImageFactory, PostFactory)
const link = (graph: ProjectGraph, child: string, parent: string): GraphLink | undefined => graph.links.find((each) => each.child === child && each.parent === parent)

describe('the graph of factories', () => {
  it('has a node for each factory, found or referred to, and for each pivot table', () => {
    expect(ALL.nodes.map(({ id, factory, table }) => [id, factory === undefined, table])).toEqual([
      ['CountryFactory', false, 'countries'], ['ImageFactory', false, 'images'], ['LineFactory', false, 'lines'], ['PostFactory', false, 'posts'],
      ['ProfileFactory', false, 'profiles'], ['RoleFactory', false, 'roles'], ['TeamFactory', false, 'app.teams'], ['UserFactory', false, 'users'],
      ['pivot role_user', true, 'role_user'],
    ])
  })

  it.each<[child: string, parent: string, facts: Partial<GraphLink>]>([
    ['UserFactory', 'TeamFactory', { columns: ['team_id'], down: ['members'], up: ['team'], isOne: false, makesParent: true, isMorph: false }],
    ['UserFactory', 'CountryFactory', { columns: ['country_id'], down: [], up: [], makesParent: true }],
    ['UserFactory', 'UserFactory', { columns: ['boss_id'], up: ['boss'], makesParent: false }],
    ['ProfileFactory', 'UserFactory', { columns: ['user_id'], down: ['profile'], isOne: true }],
    ['pivot role_user', 'UserFactory', { columns: ['user_id'], down: ['roles'], isOne: false }],
    ['pivot role_user', 'RoleFactory', { columns: ['role_id'], down: ['users'] }],
    ['ImageFactory', 'UserFactory', { columns: ['owner_type', 'owner_id'], down: ['image'], up: ['owner'], isMorph: true, isOne: true }],
    ['ImageFactory', 'PostFactory', { columns: ['owner_type', 'owner_id'], down: ['images'], up: ['owner'], isMorph: true, isOne: false }],
    ['LineFactory', 'PostFactory', { columns: ['tenant', 'post'], down: ['lines'] }],
  ])('%s to %s', (child, parent, facts) => {
    expect(link(ALL, child, parent)).toMatchObject(facts)
    expect(ALL.links).toHaveLength(9)
  })

  it('a hasOne beside a hasMany of the same key does not make it one', () => {
    class AuthorFactory extends Base {
      readonly table = 'authors'
      readonly relations = { books: this.hasMany(() => BookFactory as any, 'author_id' as never), first: this.hasOne(() => BookFactory as any, 'author_id' as never) }
    }
    class BookFactory extends Base { readonly table = 'books' }
    expect(graphOf(AuthorFactory).links).toMatchObject([{ down: ['books', 'first'], isOne: false }])
  })

  it('a relation that leads to undefined is told, and so is a definition() that fails', () => {
    class LostFactory extends Base {
      readonly table = 'lost'
      readonly relations = { gone: this.belongsTo(() => undefined as any, 'x' as never) }
    }
    expect(() => graphOf(LostFactory)).toThrow('Relation "gone" of LostFactory leads to undefined')
    class FailingFactory extends Base {
      readonly table = 'f'
      override definition(): any { throw new Error('no luck') }
    }
    expect(() => definedParents(new FailingFactory(detachedSession({ seed: 0 })) as unknown as AnyFactory)).toThrow('no luck')
  })

  it('a definition() that gives promises, or no attributes, leaves nothing behind', async () => {
    class LateFactory extends Base {
      readonly table = 'late'
      override definition(): any { return { a: Promise.reject(new Error('late')), b: this.factory(CountryFactory) } }
    }
    class WrongFactory extends Base {
      readonly table = 'wrong'
      override definition(): any { return undefined }
    }
    const unhandled: unknown[] = []
    const listen = (reason: unknown): void => void unhandled.push(reason)
    process.on('unhandledRejection', listen)
    expect(graphOf(LateFactory, WrongFactory).links).toMatchObject([{ child: 'LateFactory', parent: 'CountryFactory', makesParent: true }])
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', listen)
    expect(unhandled).toEqual([])
  })
})

const odd: ProjectGraph = {
  problems: [],
  nodes: [
    { id: 'Ä"<Factory', factory: 'Ä"<Factory', table: 'a & "b" #1\\' },
    { id: 'Ö"<Factory', factory: 'Ö"<Factory', table: '1' },
    { id: 'pivot x\ny', factory: undefined, table: 'x\ny' },
  ],
  links: [
    { child: 'pivot x\ny', parent: 'Ä"<Factory', columns: ['"; drop'], down: ['</svg>'], up: [], isOne: true, isMorph: true, makesParent: false },
    { child: 'Ö"<Factory', parent: 'Ö"<Factory', columns: ['self'], down: [], up: [], isOne: false, isMorph: false, makesParent: true },
  ],
}

describe('Mermaid', () => {
  it('is a line a factory and a line a key', () => {
    const lines = mermaidLines(ALL)
    expect(lines[0]).toBe('erDiagram')
    expect(lines).toContain('  TeamFactory["TeamFactory (app.teams)"]')
    expect(lines).toContain('  pivot_role_user["role_user"]')
    expect(lines).toContain('  TeamFactory ||--o{ UserFactory : "members / team: team_id (makes a parent)"')
    expect(lines).toContain('  UserFactory ||--o| ProfileFactory : "profile: user_id"')
    expect(lines).toContain('  CountryFactory ||..o{ UserFactory : "country_id (makes a parent)"')
    expect(lines).toContain('  UserFactory ||--o{ pivot_role_user : "roles: user_id"')
    expect(lines).toContain('  UserFactory ||--o| ImageFactory : "image / owner: owner_type, owner_id (morph)"')
    expect(lines).toHaveLength(1 + 9 + 9)
  })

  it('takes any name', () => {
    expect(mermaidLines(odd)).toEqual([
      'erDiagram',
      '  _Factory["Ä#quot;<Factory (a & #quot;b#quot; #35;1\\)"]',
      '  _Factory_2["Ö#quot;<Factory (1)"]',
      '  pivot_x_y["x y"]',
      '  _Factory ||--o| pivot_x_y : "</svg>: #quot;; drop (morph)"',
      '  _Factory_2 ||..o{ _Factory_2 : "self (makes a parent)"',
    ])
  })

  it('of nothing is a diagram as well', () => {
    expect(mermaidLines({ nodes: [], links: [], problems: [] })).toEqual(['erDiagram'])
  })
})

describe('DOT', () => {
  it('goes from children to parents', () => {
    expect(dotLines(ALL)).toContain('  "UserFactory" -> "TeamFactory" [label = "members / team: team_id (makes a parent)", arrowtail = crow]')
    expect(dotLines(ALL)).toContain('  "ProfileFactory" -> "UserFactory" [label = "profile: user_id", arrowtail = tee]')
    expect(dotLines(ALL)).toContain('  "UserFactory" -> "CountryFactory" [label = "country_id (makes a parent)", arrowtail = crow, style = dotted]')
    expect(dotLines(ALL)).toContain('  "pivot role_user" [label = "role_user", style = dashed]')
  })

  it('takes any name', () => {
    const lines = dotLines(odd)
    expect(lines).toContain('  "Ä\\"<Factory" [label = "Ä\\"<Factory\\na & \\"b\\" #1\\\\"]')
    expect(lines).toContain('  "pivot x\\ny" -> "Ä\\"<Factory" [label = "</svg>: \\"; drop (morph)", arrowtail = tee]')
    expect(lines.at(-1)).toBe('}')
  })
})

describe('SVG', () => {
  it('holds every table, relation and column, escaped', () => {
    const text = svgLines(ALL).join('\n')
    for (const word of ['UserFactory', 'app.teams', 'role_user', 'members / team', 'owner_type, owner_id (morph)', 'boss_id']) expect(text).toContain(`>${word}</text>`)
    const strange = svgLines(odd).join('\n')
    expect(strange).toContain('>Ä&quot;&lt;Factory</text>')
    expect(strange).toContain('>a &amp; &quot;b&quot; #1\\</text>')
    expect(strange).toContain('>&lt;/svg&gt;</text>')
    expect(strange.match(/<\/svg>/g)).toHaveLength(1)
    expect(strange.match(/<text/g)?.length).toBe(strange.match(/<\/text>/g)?.length)
  })

  it('of nothing is an empty picture', () => {
    expect(svgLines({ nodes: [], links: [], problems: [] }).join('')).toMatch(/^<svg [^>]*width="48" height="48"/)
  })
})
