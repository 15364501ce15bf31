import { describe, expect, it } from 'vitest'
import { FactoryError } from '../../src/errors.js'
import { between } from '../../src/factory/between.js'
import { detachedSession } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Count, Insertable } from '../../src/factory/factory-types.js'
import { CommentFactory, PostFactory, TeamFactory, UserFactory, type NewUser, type User } from '../support/blog-factories.js'

const session = () => detachedSession({ seed: 1 })
const users = () => session().factory(UserFactory)
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(FactoryError)
    return (error as FactoryError).code
  }
  return 'nothing thrown'
}

describe('make', () => {
  it('gives attributes without a key and without a database', () => {
    const user = users().make()
    expect(Object.keys(user).toSorted()).toEqual(['email', 'name'])
    expect(user.email).toContain('@example.test')
  })

  it('takes overrides, which lazy attributes see', () => {
    const user = users().make({ name: 'Ada' })
    expect(user.name).toBe('Ada')
    expect(user.email).toMatch(/^ada\./)
  })

  it('leaves out columns that are factories, gives the key of a for… row, ignores has…', () => {
    const posts = session().factory(PostFactory)
    expect(posts.make()).not.toHaveProperty('user_id')
    expect(posts.forAuthor((author) => author.admin()).make()).not.toHaveProperty('user_id')
    expect(posts.forAuthor(7).hasComments(3).make()).toMatchObject({ user_id: 7 })
    expect(posts.forAuthor({ ...user(), id: 9 }).make()).toMatchObject({ user_id: 9 })
  })

  it('makes none for 0 and different rows for more', () => {
    expect(users().makeBatch(0)).toEqual([])
    const names = users().makeBatch(20).map((row) => row.name)
    expect(new Set(names).size).toBeGreaterThan(15)
  })

  it('draws the count of a batch, anew for each call', () => {
    const counts = (count: Count, seed = 1) => {
      const factory = detachedSession({ seed }).factory(UserFactory)
      return Array.from({ length: 20 }, () => factory.makeBatch(count).length)
    }
    for (const count of [[1, 3], between(1, 3)] as const) {
      expect(new Set(counts(count))).toEqual(new Set([1, 2, 3]))
      expect(counts(count)).toEqual(counts(count))
      expect(counts(count, 2)).not.toEqual(counts(count))
    }
    expect(users().makeBatch([2, 2], { role: 'x' })).toMatchObject([{ role: 'x' }, { role: 'x' }])
  })

  it('makes other rows the next time', () => {
    const same = users()
    expect(same.make()).not.toEqual(same.make())
  })

  it('drops what is left to the database', () => {
    expect(users().make({ role: undefined })).not.toHaveProperty('role')
    expect(users().admin().make({ role: undefined })).not.toHaveProperty('role')
  })

  it('refuses a promise by name', () => {
    expect(() => users().make({ name: Promise.resolve('x') })).toThrow('Attribute "name" of UserFactory is a promise')
    expect(() => users().make({ role: async () => 'x' })).toThrow('"role"')
  })
})

describe('states', () => {
  it('stack in call order over the definition, under the overrides', () => {
    const user = users().state({ name: 'a', role: 'x' }).state(({ name }) => ({ name: `${name}b` })).make({ role: 'z' })
    expect(user).toMatchObject({ name: 'ab', role: 'z' })
  })

  it('never change the receiver', () => {
    const plain = users()
    const admin = plain.admin()
    const both = admin.at('x.io').hasPosts(2).afterMake((row) => { row.name = 'changed' })
    expect(plain.make()).not.toHaveProperty('role')
    expect(admin.make()).toMatchObject({ role: 'admin' })
    expect(both.make()).toMatchObject({ email: 'user0@x.io', name: 'changed' })
    expect(both.reset().make()).not.toHaveProperty('role')
  })

  it('see columns that are still open as undefined', () => {
    const seen: unknown[] = []
    session().factory(PostFactory).state((attributes) => { seen.push(attributes.user_id, typeof attributes.title); return {} }).make()
    users().state((attributes) => { seen.push(attributes.email); return {} }).make()
    expect(seen).toEqual([undefined, 'string', undefined])
  })

  it('can be put under all others', () => {
    expect(users().state({ name: 'over' }).prependState({ name: 'under', role: 'r' }).make()).toMatchObject({ name: 'over', role: 'r' })
  })

  it('know the row they are for', () => {
    expect(users().at('y.io').makeBatch(2).map((row) => row.email)).toEqual(['user0@y.io', 'user1@y.io'])
  })
})

describe('sequences', () => {
  it('go round and start again in every batch', () => {
    const some = users().sequence({ role: 'a' }, { role: 'b' })
    expect(some.makeBatch(3).map((row) => row.role)).toEqual(['a', 'b', 'a'])
    expect(some.makeBatch(2).map((row) => row.role)).toEqual(['a', 'b'])
  })

  it('go on through the run when asked to', () => {
    const some = users().sequence([{ role: 'a' }, { role: 'b' }, { role: 'c' }], { scope: 'run' })
    expect(some.makeBatch(2).map((row) => row.role)).toEqual(['a', 'b'])
    expect(some.makeBatch(2).map((row) => row.role)).toEqual(['c', 'a'])
  })

  it('take functions of the factory, in their place among the states', () => {
    const rows = users().state({ role: 'first' }).sequence((user) => user.admin().at('z.io'), { name: 'second' }).state({ name: 'last' }).makeBatch(2)
    expect(rows[0]).toMatchObject({ role: 'admin', email: 'user0@z.io', name: 'last' })
    expect(rows[1]).toMatchObject({ role: 'first', name: 'last' })
  })

  it('call a function among the items once a call; a state in it is called for each row', () => {
    let calls = 0
    const rows = users().sequence((user) => { calls++; return user.state((_, { index }) => ({ name: `call ${calls}, row ${index}` })) }).makeBatch(3)
    expect(rows.map(({ name }) => name)).toEqual(['call 1, row 0', 'call 1, row 1', 'call 1, row 2'])
  })

  it('refuse to be empty, and functions that give no factory', () => {
    expect(codeOf(() => users().sequence())).toBe('SEEDKIT_BAD_SEQUENCE')
    expect(() => users().sequence((() => undefined) as never).make()).toThrow('does not give back a UserFactory')
  })
})

describe('traits', () => {
  it('apply by name, others they name included, in order', () => {
    expect(users().withTraits('boss').make()).toMatchObject({ role: 'admin', name: 'Founder', email: 'boss@example.test' })
    expect(users().withTraits('boss', 'member').make()).toMatchObject({ role: 'member' })
  })

  it('are refused when unknown or leading back to themselves', () => {
    expect(() => users().withTraits('bos' as 'boss')).toThrow('UserFactory has no trait "bos".')
    expect(codeOf(() => users().withTraits('toString' as 'boss'))).toBe('SEEDKIT_UNKNOWN_TRAIT')
    class Looping extends UserFactory {
      override readonly traits = { ...new UserFactory(this.session).traits, a: ['b'], b: ['a'] }
    }
    expect(() => session().factory(Looping).withTraits('a')).toThrow('a -> b -> a')
  })
})

interface Article { id: number; title: string; slug: string; url: string; summary: string }
type NewArticle = Insertable<Article, 'title' | 'slug' | 'url' | 'summary'>
class ArticleFactory extends Factory<Article, NewArticle> {
  readonly table = 'articles'
  definition(): Attributes<NewArticle> {
    return {
      url: ({ attributes }) => `/${attributes.slug}`,
      slug: ({ attributes }) => (attributes.title ?? '').toLowerCase(),
      title: ({ faker }) => faker.lorem.word(),
    }
  }
}

describe('lazy attributes', () => {
  const articles = () => session().factory(ArticleFactory)

  it('see the final attributes, whatever the order of the keys', () => {
    const article = articles().make()
    expect(article).toEqual({ title: article.title, slug: article.title?.toLowerCase(), url: `/${article.title?.toLowerCase()}` })
    expect(articles().make({ title: 'Hello' })).toEqual({ title: 'Hello', slug: 'hello', url: '/hello' })
  })

  it('can be spread, and are computed once', () => {
    let calls = 0
    const article = articles().make({
      title: () => { calls++; return 'Once' },
      summary: ({ attributes }) => JSON.stringify({ ...attributes, summary: undefined }),
    })
    expect(calls).toBe(1)
    expect(JSON.parse(String(article.summary))).toEqual({ url: '/once', slug: 'once', title: 'Once' })
  })

  it('that need each other are an error naming the path', () => {
    expect(() => articles().make({ title: ({ attributes }) => attributes.url ?? '' })).toThrow('url -> slug -> title -> url')
  })

  it('never run when overridden', () => {
    expect(articles().state({ title: () => { throw new Error('ran') } }).make({ title: 'Given' })).toMatchObject({ slug: 'given' })
  })

  it('cannot change other attributes, nor give a factory', () => {
    expect(() => articles().make({ title: ({ attributes }) => { (attributes as { slug: string }).slug = 'x'; return 't' } })).toThrow('sets attributes.slug')
    expect(codeOf(() => articles().make({ title: (() => session().factory(TeamFactory)) as never }))).toBe('SEEDKIT_LAZY_GIVES_FACTORY')
  })

  it('report what they throw with factory, row and attribute', () => {
    const broken = articles().state({ title: ({ index }) => { if (index === 2) throw new Error('boom'); return 't' } })
    expect(() => broken.makeBatch(5)).toThrow('ArticleFactory: row 3 of 5 for table "articles" failed in attribute "title": boom')
  })
})

describe('afterMake', () => {
  it('may change the row, and runs in order', () => {
    const seen: string[] = []
    const user = users().afterMake(() => { seen.push('first') }).afterMake((row) => { seen.push('second'); row.name = 'After' }).make()
    expect(seen).toEqual(['first', 'second'])
    expect(user.name).toBe('After')
  })

  it('refuses a promise', () => {
    expect(codeOf(() => users().afterMake((async () => {}) as never).make())).toBe('SEEDKIT_ASYNC_AFTER_MAKE')
  })

  it('is set for every factory of a class by configure()', () => {
    class Configured extends UserFactory {
      protected override configure() { return this.state({ role: 'configured' }).afterMake((row) => { row.name += '!' }) }
    }
    expect(session().factory(Configured).make({ name: 'Hi' })).toMatchObject({ name: 'Hi!', role: 'configured' })
    expect(new Configured(session()).admin().make({ name: 'Hi' })).toMatchObject({ name: 'Hi!', role: 'admin' })
    expect(session().factory(Configured).reset().make({ name: 'Hi' })).toEqual(expect.objectContaining({ name: 'Hi' }))
  })
})

describe('a factory that cannot be used', () => {
  it('names no table', () => {
    class Tableless extends Factory<User, NewUser> {
      readonly table = ''
      definition(): Attributes<NewUser> { return { name: 'n', email: 'e' } }
    }
    class Unset extends Factory<User, NewUser> {
      declare readonly table: string
      definition(): Attributes<NewUser> { return { name: 'n', email: 'e' } }
    }
    expect(() => session().factory(Tableless)).toThrow('Tableless names no table.')
    expect(() => session().factory(Unset)).toThrow('Unset names no table.')
    expect(() => new Unset(session()).make()).toThrow('Unset names no table.')
  })

  it('is asked for in a locale that faker does not have', () => {
    expect(() => detachedSession({ locale: 'pt-BR' })).toThrow('faker has no locale "pt-BR".')
  })

  it('is no factory class at all', () => {
    expect(() => session().factory(undefined as never)).toThrow('was given undefined')
    expect(() => session().factory(Date as never)).toThrow('Date, which is no factory class')
    expect(() => new UserFactory({} as never).make()).toThrow('which is no session')
    const foreign = Object.create({ [Symbol.for('seedkit.Session')]: true }) as never
    expect(() => new UserFactory(foreign).make()).toThrow('a session of another copy of seedkit')
    expect(Symbol.for('seedkit.Session') in session()).toBe(true)
  })

  it('has a relation that would hide a method of the base', () => {
    class Hiding extends UserFactory {
      override readonly relations = { ...new UserFactory(this.session).relations, many: this.hasMany(() => PostFactory, 'user_id') }
    }
    expect(() => session().factory(Hiding)).toThrow('Relation "many" of Hiding would hide the method hasMany().')
  })

  it('gives no attributes', () => {
    class Nothing extends UserFactory {
      override definition(): Attributes<NewUser> { return undefined as never }
    }
    class Later extends UserFactory {
      override definition(): Attributes<NewUser> { return Promise.resolve({}) as never }
    }
    expect(() => session().factory(Nothing).make()).toThrow('definition() gives undefined instead of attributes')
    expect(() => session().factory(Later).make()).toThrow('gives a promise instead of attributes')
  })
})

describe('relations', () => {
  it('refuse names they do not know, with a suggestion', () => {
    expect(() => users().has('post' as 'posts')).toThrow('UserFactory has no relation "post" for has().')
    try {
      users().has('post' as 'posts')
    } catch (error) {
      expect((error as FactoryError).hint).toBe('Did you mean "posts"?')
    }
    expect(() => users().has('team' as 'posts')).toThrow('is a belongsTo')
    expect(() => users().for('posts' as 'team')).toThrow('is a hasMany')
  })

  it('refuse a parent that is given but undefined', () => {
    const posts = session().factory(PostFactory)
    const none: User[] = []
    expect(() => posts.forAuthor(none[0])).toThrow('The parent given for relation "author" of PostFactory is undefined.')
    expect(() => posts.for('author', none[0])).toThrow('is undefined')
    expect(() => posts.forAuthor(null as never)).toThrow('is null')
    expect(() => posts.forAuthor({ name: 'no key' } as never)).toThrow('has no "id"')
  })

  it('refuse counts that are none', () => {
    for (const count of [-1, 1.5, Number.NaN, '3', [2, 1], [1], null, (post: unknown) => post]) {
      expect(() => users().hasPosts(count as never), String(count)).toThrow('as a count')
    }
    expect(() => between(3, 1)).toThrow('between(3, 1)')
    expect(() => users().has('firstPost', 2)).toThrow('hasOne')
    expect(() => users().makeBatch(-1)).toThrow('makeBatch()')
  })

  it('let a method of the class win over the inferred one', () => {
    class Own extends CommentFactory {
      override readonly relations = { post: this.belongsTo(() => PostFactory, 'post_id') }
      forPost(title: string) { return this.state({ body: title }) }
    }
    const own = session().factory(Own) as unknown as Own
    expect(own.forPost('mine').make()).toMatchObject({ body: 'mine' })
  })
})

function user(): User {
  return { id: 1, name: 'n', email: 'e', role: 'r', team_id: null, created_at: new Date(0) }
}
