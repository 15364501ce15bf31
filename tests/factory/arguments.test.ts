import { describe, expect, it } from 'vitest'
import { FactoryError } from '../../src/errors.js'
import { between } from '../../src/factory/between.js'
import { detachedSession } from '../../src/factory/create-session.js'
import { pivot } from '../../src/factory/pivot.js'
import { zipf } from '../../src/factory/zipf.js'
import { weighted } from '../../src/factory/weighted.js'
import { CommentFactory, PostFactory, TeamFactory, UserFactory } from '../support/blog-factories.js'

// Calls as Laravel's users write them, and slips that no compiler sees in plain JavaScript.

const session = detachedSession({ seed: 1 })
const users = () => session.factory(UserFactory) as any
const posts = () => session.factory(PostFactory) as any

/** Code, message and hint of what is thrown. */
function faultOf(work: () => unknown): { readonly code: string; readonly message: string; readonly hint: string } {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(FactoryError)
    const { code, message, hint = '' } = error as FactoryError
    return { code, message, hint }
  }
  throw new Error('nothing thrown')
}

class RoleFactory extends TeamFactory {
  override readonly relations = {
    ...new TeamFactory(this.session).relations,
    owners: this.manyToMany(() => UserFactory, pivot<{ role_id: number; user_id: number; note: string | null }>('role_user', 'role_id', 'user_id')),
  }
}
const roles = () => session.factory(RoleFactory) as any

describe('has() and for() refuse', () => {
  it('a factory or its class in place of a relation’s name, and say which relations lead there', () => {
    const fault = faultOf(() => users().has(PostFactory, 3))
    expect(fault).toMatchObject({ code: 'SEEDKIT_UNKNOWN_RELATION', message: 'has() of UserFactory was given the class PostFactory instead of the name of a relation.' })
    expect(fault.hint).toBe('Write has("posts", 3) or has("edited", 3) or has("firstPost", 3).')
    expect(faultOf(() => users().has(session.factory(PostFactory).published())).hint).toContain('has("posts", 3)')
    expect(faultOf(() => posts().for(UserFactory)).hint).toBe('Write for("author", row) or for("editor", row).')
  })

  it('a row, nothing at all, and what leads nowhere', () => {
    expect(faultOf(() => posts().for({ id: 1 }))).toMatchObject({ message: 'for() of PostFactory was given an object instead of the name of a relation.', hint: 'Write for("author", row). There are: author, editor.' })
    expect(faultOf(() => posts().for()).message).toBe('for() of PostFactory was given no relation.')
    expect(faultOf(() => users().has()).hint).toBe('Write has("posts", 3). There are: posts, edited, firstPost.')
    expect(faultOf(() => session.factory(CommentFactory as any as typeof PostFactory).has(3 as never)).hint).toBe('CommentFactory has no relation for has().')
  })

  it('a class or a factory as the parent', () => {
    for (const parent of [UserFactory, users().admin()]) {
      expect(faultOf(() => posts().forAuthor(parent))).toMatchObject({ code: 'SEEDKIT_BAD_PARENT', hint: expect.stringContaining('forAuthor((author) => author.state({ … }))') as unknown })
    }
    expect(faultOf(() => posts().for('author', UserFactory)).message).toBe('The parent given for relation "author" of PostFactory is the class UserFactory.')
  })

  it('attributes as the parent, and show the form that takes them', () => {
    expect(faultOf(() => posts().forAuthor({ name: 'Ada' })).hint).toContain('forAuthor((author) => author.state({ … }))')
  })

  it('what is neither attributes nor a function of the children’s factory', () => {
    for (const wrong of [null, 5, 'x', [{}], PostFactory, session.factory(PostFactory)]) expect(faultOf(() => users().hasPosts(1, wrong)).code).toBe('SEEDKIT_NO_ATTRIBUTES')
    expect(faultOf(() => users().hasPosts(1, [{ title: 'a' }])).message).toBe('has("posts") of UserFactory was given a list instead of attributes or a function.')
    for (const wrong of [null, 5, 'x', UserFactory, Promise.resolve({})]) expect(faultOf(() => roles().hasOwners(1, undefined, wrong)).code).toBe('SEEDKIT_BAD_PIVOT')
    expect(faultOf(() => users().hasPosts(1, undefined, { note: 'x' })).message).toBe('Relation "posts" of UserFactory was given pivot values, but a hasMany has no pivot table.')
  })

  it('a count for the method of a hasOne, at the call', () => {
    for (const count of [2, 0, [0, 1], between(0, 1)]) {
      const fault = faultOf(() => users().hasFirstPost(count))
      expect(fault.message).toMatch(/^has\("firstPost"\) of UserFactory is a hasOne relation and was given .* instead of attributes or a function\.$/)
      expect(fault.hint).toContain('has("firstPost", between(0, 1))')
    }
  })

  it('counts of a hasOne that may be more than one', () => {
    for (const count of [2, [0, 2], between(1, 2), weighted([[0.5, 1], [0.5, [0, 2]]]), zipf({ max: 2 })]) expect(faultOf(() => users().has('firstPost', count)).code).toBe('SEEDKIT_HAS_ONE_COUNT')
    for (const count of [0, 1, [0, 1], [1, 1], between(0, 1), weighted([[0.5, 0], [0.5, 1]]), zipf({ max: 1 })]) expect(() => users().has('firstPost', count)).not.toThrow()
  })
})

describe('a forgotten await', () => {
  const later = Promise.resolve({ id: 1 })

  it.each([
    ['a parent', () => posts().forAuthor(later), 'for("author") of PostFactory'],
    ['rows to recycle', () => posts().recycle(UserFactory, later), 'recycle(UserFactory) of PostFactory'],
    ['one of the rows to recycle', () => posts().recycle(UserFactory, [{ id: 1 }, later]), 'recycle(UserFactory) of PostFactory'],
    ['rows to attach', () => roles().hasOwners(later), 'has("owners") of RoleFactory'],
    ['a list of rows to attach', () => roles().hasOwners([later]), 'has("owners") of RoleFactory'],
    ['attributes of children', () => users().hasPosts(1, later), 'has("posts") of UserFactory'],
    ['attributes of a call', () => users().make(later), 'make() of UserFactory'],
  ])('is told of %s', (_, call, what) => {
    expect(faultOf(call)).toEqual({ code: 'SEEDKIT_FORGOTTEN_AWAIT', message: `${what} was given a promise.`, hint: 'Await it: write "await" before what gives the rows.' })
  })
})

describe('a declaration', () => {
  /** What is wrong with a factory whose only relation is declared so. */
  const declared = (declare: (factory: any) => unknown) => {
    class Wrong extends TeamFactory {
      override readonly relations = { bad: declare(this) } as never
    }
    return faultOf(() => session.factory(Wrong))
  }

  it.each([
    ['hasMany', 'a factory class instead of a function that gives it', (factory: any) => factory.hasMany(PostFactory, 'user_id'), "this.hasMany(() => PostFactory, 'user_id')"],
    ['hasOne', 'no foreign key', (factory: any) => factory.hasOne(() => PostFactory), "this.hasOne(() => ProfileFactory, 'user_id')"],
    ['hasMany', 'no foreign key', (factory: any) => factory.hasMany(() => PostFactory), "this.hasMany(() => PostFactory, 'user_id')"],
    ['belongsTo', 'no foreign key', (factory: any) => factory.belongsTo(() => UserFactory, []), "this.belongsTo(() => UserFactory, 'user_id')"],
    ['belongsTo', 'no function that gives a factory class', (factory: any) => factory.belongsTo('UserFactory', 'user_id'), "this.belongsTo(() => UserFactory, 'user_id')"],
    ['manyToMany', 'no pivot()', (factory: any) => factory.manyToMany(() => UserFactory), "pivot('role_user', 'user_id', 'role_id')"],
    ['morphMany', 'no columns for type and key', (factory: any) => factory.morphMany(() => PostFactory), "this.morphMany(() => CommentFactory, 'commentable')"],
    ['morphOne', 'no columns for type and key', (factory: any) => factory.morphOne(() => PostFactory, { type: 'a' }), "this.morphOne(() => ImageFactory, 'imageable')"],
    ['morphTo', 'no list of functions, one a target', (factory: any) => factory.morphTo(() => PostFactory, 'commentable'), 'this.morphTo([() => PostFactory, () => VideoFactory]'],
    ['morphTo', 'no columns for type and key', (factory: any) => factory.morphTo([() => PostFactory]), 'this.morphTo([() => PostFactory, () => VideoFactory]'],
    ['morphTo', 'a factory class instead of a function that gives it', (factory: any) => factory.morphTo([PostFactory], 'commentable'), 'this.morphTo([() => PostFactory, () => VideoFactory]'],
  ])('of a %s with %s is refused, and its form shown', (kind, given, declare, form) => {
    const fault = declared(declare)
    expect(fault).toMatchObject({ code: 'SEEDKIT_BAD_RELATION', message: `Relation "bad" of Wrong is a ${kind} that was given ${given}.` })
    expect(fault.hint).toMatch(/^Write bad: this\./)
    expect(fault.hint).toContain(form)
  })

  it('that leads to undefined, as circular imports do, is told where it is used', () => {
    class Circular extends TeamFactory {
      override readonly relations = { bad: this.belongsTo(() => undefined as never, 'id' as never) } as never
    }
    expect(faultOf(() => (session.factory(Circular) as any).forBad(3))).toMatchObject({ code: 'SEEDKIT_RELATED_MISSING', hint: expect.stringContaining('import each other') as unknown })
  })

  it('of pivot() without table or columns is refused', () => {
    for (const args of [[], ['t'], ['t', 'a'], ['t', 'a', []], ['', 'a', 'b'], [undefined, 'a', 'b'], ['t', 'a', ['b', '']]]) {
      expect(faultOf(() => (pivot as any)(...args))).toMatchObject({ code: 'SEEDKIT_BAD_PIVOT', hint: expect.stringContaining("pivot('role_user', 'user_id', 'role_id')") as unknown })
    }
  })

  it('of a class as the value of a column is told as such', () => {
    const fault = faultOf(() => posts().make({ user_id: UserFactory }))
    expect(fault).toMatchObject({ code: 'SEEDKIT_CLASS_AS_VALUE', message: 'Attribute "user_id" of PostFactory is the class UserFactory.', hint: expect.stringContaining('this.factory(UserFactory)') as unknown })
    expect(faultOf(() => posts().state({ user_id: UserFactory, title: ({ attributes }: any) => `${attributes.user_id}` }).make()).code).toBe('SEEDKIT_CLASS_AS_VALUE')
  })
})

describe('attributes of a call', () => {
  it('are refused where they are none, by the name of the call and its factory', async () => {
    expect(faultOf(() => users().make(3))).toEqual({ code: 'SEEDKIT_NO_ATTRIBUTES', message: 'make() of UserFactory was given 3 instead of attributes.', hint: 'For several rows write makeBatch(3).' })
    expect(faultOf(() => users().makeBatch(2, [{}, {}])).hint).toBe('For rows with attributes of their own write forEachSequence({ … }, { … }).makeBatch().')
    expect(faultOf(() => users().makeBatch(2, () => ({}))).hint).toContain('state((attributes, { index }) => ({ … }))')
    await expect(users().create(3)).rejects.toMatchObject({ message: 'create() of UserFactory was given 3 instead of attributes.', hint: 'For several rows write createBatch(3).' })
    await expect(users().createBatch(2, [{ name: 'a' }, { name: 'b' }])).rejects.toMatchObject({ message: 'createBatch() of UserFactory was given a list instead of attributes.', hint: expect.stringContaining('forEachSequence') as unknown })
    await expect(users().insert(2, 'x')).rejects.toThrow("insert() of UserFactory was given 'x' instead of attributes.")
    await expect(users().create(null)).rejects.toThrow('create() of UserFactory was given null instead of attributes.')
    await expect(users().create(users())).rejects.toThrow('create() of UserFactory was given an object (UserFactory) instead of attributes.')
    await expect(users().firstOrCreate({ name: 'a' }, 3)).rejects.toThrow('firstOrCreate() of UserFactory was given 3 instead of attributes.')
    await expect(users().upsert([3], 'name')).rejects.toThrow('Row 1 of upsert() of UserFactory was given 3 instead of attributes.')
  })

  it('are refused as lists in a definition and in states', () => {
    expect(faultOf(() => users().state(() => [1]).make()).message).toContain('a state gives [ 1 ] instead of attributes.')
    class Listed extends UserFactory {
      override definition(): never { return [{}] as never }
    }
    expect(faultOf(() => session.factory(Listed).make()).message).toContain('definition() gives a list instead of attributes.')
  })

  it('name the column that upsert() is to find rows by', async () => {
    await expect(users().upsert([{ email: 'a', name: 'b' }], 'emial')).rejects.toMatchObject({
      code: 'SEEDKIT_BAD_NATURAL_KEY', message: 'upsert() of UserFactory was told to find rows by "emial", which none of the rows given has.', hint: 'Did you mean "email"?',
    })
    await expect(users().upsert([{ email: 'a' }, { name: 'b' }], 'email')).rejects.toThrow('no value for "email" for row 2')
  })
})

describe('the calls of a chain', () => {
  it('refuse a sequence with a scope that is none', () => {
    for (const scope of ['all', undefined]) expect(faultOf(() => users().sequence([{ role: 'a' }], { scope })).code).toBe('SEEDKIT_BAD_SEQUENCE')
    expect(faultOf(() => users().sequence([{ role: 'a' }], { scope: 'all' }))).toMatchObject({ message: "sequence() of UserFactory was given the scope 'all'.", hint: expect.stringContaining("{ scope: 'run' }") as unknown })
    expect(faultOf(() => users().sequence([{ role: 'a' }], { scop: 'run' })).message).toBe('sequence() of UserFactory was given an object beside a list of items.')
    expect(faultOf(() => users().sequence([{ role: 'a' }], [{ role: 'b' }])).message).toContain('a list beside a list')
    expect(users().sequence([{ role: 'a' }, { role: 'b' }]).makeBatch(2).map((row: any) => row.role)).toEqual(['a', 'b'])
  })

  it('refuse when() without a function, whatever the condition', () => {
    for (const args of [[true], [false], [true, users()], [false, (user: unknown) => user, 'x']]) {
      expect(faultOf(() => users().when(...args))).toMatchObject({ message: 'when() of UserFactory was given no function.', hint: 'Write when(condition, (factory) => factory.state({ … })).' })
    }
  })

  it('refuse withTraits() without names', () => {
    expect(faultOf(() => users().withTraits())).toMatchObject({ message: 'withTraits() of UserFactory was given no name.', hint: expect.stringContaining('There are: admin, member, founder, blogger, boss.') as unknown })
    expect(faultOf(() => posts().withTraits('x')).message).toBe('PostFactory has no trait "x".')
  })

  it('refuse options of recycle() that are none, and name those there are', () => {
    const recycle = (...args: readonly unknown[]) => faultOf(() => posts().recycle(UserFactory, { id: 1 }, ...args))
    expect(recycle({ strategy: 'roundrobin' })).toEqual({ code: 'SEEDKIT_BAD_RECYCLE', message: "recycle() of PostFactory was given the strategy 'roundrobin', which is none.", hint: 'Did you mean "roundRobin"?' })
    expect(recycle({ strategy: 'best' }).hint).toBe('There are: random, roundRobin, weighted, zipf.')
    expect(recycle({ stratgy: 'zipf' })).toMatchObject({ message: 'recycle() of PostFactory was given an option it does not know: "stratgy".', hint: 'Did you mean "strategy"?' })
    expect(recycle('zipf').message).toBe("recycle() of PostFactory was given 'zipf' as options.")
    expect(recycle(null).message).toContain('null as options')
    expect(recycle({ strategy: 'weighted' }).hint).toContain('weight: (row) => …')
    for (const rows of [UserFactory, users()]) expect(faultOf(() => posts().recycle(UserFactory, rows)).message).toContain('something else than a factory class and rows or a query')
  })
})
