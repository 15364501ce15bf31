import { describe, expect, it } from 'vitest'
import { requestedFactory, type FactoryRequest } from '../../src/app/requested-factory.js'
import { UsageError } from '../../src/errors/usage-error.js'
import { detachedSession } from '../../src/factory/create-session.js'
import { blueprintOf, type AnyFactory } from '../../src/factory/factory-internals.js'
import { Factory } from '../../src/factory/factory.js'
import { previewRows } from '../../src/factory/preview-rows.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { pivot } from '../../src/factory/pivot.js'
import { targets } from '../support/databases.js'
import { LineFactory, PostFactory, UserFactory } from '../support/blog-factories.js'
import { openBlog } from '../support/open-blog.js'

interface Note { id: number; text: string; about_type: string; about_id: number; tag_id: number }
class NoteFactory extends Factory<Note> {
  readonly table = 'notes'
  readonly relations = {
    about: this.morphTo([() => PostFactory, () => UserFactory], 'about'),
    tags: this.manyToMany(() => PostFactory, pivot<{ note_id: number; post_id: number }>('note_post', 'note_id', 'post_id')),
  }
  readonly traits = this.defineTraits({ short: { text: 's' } })
  definition(): Attributes<Insertable<Note>> { return { text: 'x', about_type: 'posts', about_id: 1, tag_id: 1 } }
  long() { return this.state({ text: 'long' }) }
  both(suffix = '!') { return this.long().state({ text: `both${suffix}` }) }
  sized(size: number) { return this.state({ text: String(size) }) }
  async wipe() { await this.create() }
  helper() { return 5 }
  broken(): this { throw new TypeError('not now') }
}

const made = (request: FactoryRequest, Class: unknown = NoteFactory) => requestedFactory(detachedSession({ seed: 1 }), Class, request)
const rows = (factory: AnyFactory) => (factory as unknown as { makeBatch(count: number): Record<string, unknown>[] }).makeBatch(1)
const failure = (request: FactoryRequest, Class?: unknown): UsageError => {
  try {
    made(request, Class)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('states', () => {
  it('methods and traits, in the order given', () => {
    expect(rows(made({ states: ['long'] }))[0]).toMatchObject({ text: 'long' })
    expect(rows(made({ states: ['long', 'short'] }))[0]).toMatchObject({ text: 's' })
    expect(rows(made({ states: ['short', 'both'] }))[0]).toMatchObject({ text: 'both!' })
    expect(rows(made({}))[0]).toMatchObject({ text: 'x' })
  })

  it.each([
    ['lonk', 'SEEDKIT_UNKNOWN_STATE', 'NoteFactory has no state or trait "lonk".', 'Did you mean "long"? Known: "long", "both", "short".'],
    ['sized', 'SEEDKIT_STATE_WITH_PARAMETERS', 'sized() of NoteFactory takes parameters', '--set column=value'],
    ['wipe', 'SEEDKIT_NO_STATE', 'wipe() of NoteFactory is a method, but no state', 'A state returns'],
    ['helper', 'SEEDKIT_NO_STATE', 'helper() of NoteFactory', ''],
    ['definition', 'SEEDKIT_NO_STATE', '', ''],
    ['reset', 'SEEDKIT_UNKNOWN_STATE', '', ''],
    ['toString', 'SEEDKIT_UNKNOWN_STATE', '', ''],
    ['__proto__', 'SEEDKIT_UNKNOWN_STATE', '', ''],
  ])('%s', (state = '', code, message = '', hint = '') => {
    const error = failure({ states: [state] })
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
    expect(error.hint).toContain(hint)
  })

  it('a state that throws is the fault of the project, not of what was typed', () => {
    expect(() => made({ states: ['broken'] })).toThrow(TypeError)
  })
})

describe('relations', () => {
  it('what does not fit is refused with what may be meant', () => {
    const has = (path: string, count?: number) => ({ has: [{ path: path.split('.'), count }] })
    expect(failure(has('post'), UserFactory)).toMatchObject({ code: 'SEEDKIT_UNKNOWN_RELATION', hint: 'Did you mean "posts"?' })
    expect(failure(has('team'), UserFactory)).toMatchObject({ code: 'SEEDKIT_WRONG_RELATION_CALL', hint: 'Use for("team").' })
    expect(failure(has('posts.coments', 2), UserFactory)).toMatchObject({ code: 'SEEDKIT_UNKNOWN_RELATION', message: expect.stringContaining('PostFactory') })
    expect(failure(has('firstPost', 2), UserFactory).code).toBe('SEEDKIT_HAS_ONE_COUNT')
    expect(failure({ has: [{ path: ['posts'], count: 2 }, { path: ['posts'], count: 3 }] }, UserFactory).code).toBe('SEEDKIT_COUNT_GIVEN_TWICE')
    expect(failure({ has: [{ path: ['posts'], count: [3, 1] }] }, UserFactory).code).toBe('SEEDKIT_BAD_COUNT')
    expect(failure({ for: [{ relation: 'posts', rest: undefined }] }, UserFactory).code).toBe('SEEDKIT_WRONG_RELATION_CALL')
    expect(failure({ for: [{ relation: 'author', rest: 'null' }] }, PostFactory).code).toBe('SEEDKIT_UNDEFINED_PARENT')
    expect(failure({ for: [{ relation: 'order', rest: '7' }] }, LineFactory).code).toBe('SEEDKIT_KEY_MISMATCH')
  })

  it('parents by key: one column, several, and one of several tables', () => {
    expect(rows(made({ for: [{ relation: 'author', rest: '7' }] }, PostFactory))[0]).toMatchObject({ user_id: 7 })
    expect(rows(made({ for: [{ relation: 'order', rest: '[3,12]' }] }, LineFactory))[0]).toMatchObject({ tenant_id: 3, order_number: 12 })
    expect(rows(made({ for: [{ relation: 'about', rest: 'user:7' }] }))[0]).toMatchObject({ about_type: 'users', about_id: 7 })
    expect(rows(made({ for: [{ relation: 'about', rest: 'PostFactory:a:b' }] }))[0]).toMatchObject({ about_type: 'posts', about_id: 'a:b' })
    expect(failure({ for: [{ relation: 'about', rest: undefined }] })).toMatchObject({ code: 'SEEDKIT_TARGET_MISSING', hint: expect.stringContaining('--for=about:Post') })
    expect(failure({ for: [{ relation: 'about', rest: 'Film:1' }] })).toMatchObject({ code: 'SEEDKIT_UNKNOWN_TARGET', hint: 'Its targets: PostFactory, UserFactory.' })
  })

  it('the request of one relation is one has(), with what stands below it', () => {
    const factory = made({ has: [{ path: ['posts', 'comments'], count: 2 }, { path: ['edited'], count: [1, 5] }, { path: ['posts'], count: 3 }] }, UserFactory)
    expect(blueprintOf(factory).children.map(({ relation, count }) => [relation.name, count])).toEqual([['posts', 3], ['edited', [1, 5]]])
  })
})

describe.each(targets)('a request as rows on $name', (target) => {
  const blog = openBlog(target)

  it('states, children of children and a shared parent', async () => {
    const request = {
      states: ['admin'],
      has: [{ path: ['posts'], count: 2 }, { path: ['posts', 'comments'], count: 3 }],
      for: [{ relation: 'team', rest: undefined }],
    }
    const factory = requestedFactory(blog.session({ seed: 1 }), UserFactory, request) as unknown as UserFactory
    await factory.createBatch(2)
    expect(await Promise.all(['teams', 'users', 'posts', 'comments'].map((table) => blog.count(table)))).toEqual([1, 2, 4, 12])
    const typed = blog.session({ seed: 1 }).factory(UserFactory).admin() as unknown as AnyFactory
    const names = (await previewRows(typed, 2, {})).map(({ name }) => ({ name, role: 'admin' }))
    expect(await blog.rows('users')).toMatchObject(names)
  })

  it('a relation without a count is one row, and a deeper one makes those on its way', async () => {
    const factory = requestedFactory(blog.session({ seed: 1 }), UserFactory, { has: [{ path: ['posts', 'comments'], count: undefined }] }) as unknown as UserFactory
    await factory.create()
    expect(await Promise.all(['users', 'posts', 'comments'].map((table) => blog.count(table)))).toEqual([1, 1, 1])
  })
})
