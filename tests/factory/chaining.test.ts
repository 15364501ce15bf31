import { describe, expect, it } from 'vitest'
import { detachedSession } from '../../src/factory/create-session.js'
import { permutedIndex } from '../../src/random/permuted-index.js'
import { rootState } from '../../src/random/stream-state.js'
import { UserFactory } from '../support/blog-factories.js'

const users = () => detachedSession({ seed: 1 }).factory(UserFactory)

describe('crossJoinSequence', () => {
  it('goes through all combinations, the last group fastest', () => {
    const rows = users().crossJoinSequence([{ role: 'a' }, { role: 'b' }], [{ name: '1' }, { name: '2' }, { name: '3' }]).makeBatch(7)
    expect(rows.map(({ role, name }) => `${role}${name}`)).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'a1'])
  })

  it('refuses to be empty', () => {
    expect(() => users().crossJoinSequence()).toThrow('has no items')
    expect(() => users().crossJoinSequence([{ role: 'a' }], [])).toThrow('has no items')
    expect(() => users().crossJoinSequence([{ role: 'a' }, undefined as never])).toThrow('neither attributes nor a function')
  })

  it('takes functions, alone and beside attributes, the later one winning', () => {
    const rows = users().crossJoinSequence([{ role: 'a' }, (user) => user.admin()], [{ name: '1' }, (user) => user.state({ name: '2', role: 'c' })]).makeBatch(4)
    expect(rows.map(({ role, name }) => `${role}${name}`)).toEqual(['a1', 'c2', 'admin1', 'c2'])
  })
})

describe('when', () => {
  it('goes one way or the other', () => {
    const role = (condition: unknown) => users().when(condition, (user) => user.admin(), (user) => user.state({ role: 'else' })).make().role
    expect([role(1), role(0), role(''), role('x')]).toEqual(['admin', 'else', 'else', 'admin'])
    expect(users().when(false, (user) => user.admin()).make()).not.toHaveProperty('role')
  })

  it('refuses a function that gives nothing back', () => {
    expect(() => users().when(true, (() => undefined) as never)).toThrow('The function given to when() does not give back a UserFactory.')
  })
})

describe('withoutHooks', () => {
  const seen: string[] = []
  const hooked = () => users().afterMake(() => { seen.push('make') }).afterMake(() => { seen.push('make again') })

  it('takes hooks away by name, or all, and not those that come later', () => {
    hooked().withoutHooks('afterCreate').make()
    expect(seen.splice(0)).toEqual(['make', 'make again'])
    hooked().withoutHooks('afterMake').make()
    hooked().withoutHooks().make()
    expect(seen).toEqual([])
    hooked().withoutHooks().afterMake(() => { seen.push('later') }).make()
    expect(seen.splice(0)).toEqual(['later'])
  })

  it('takes those of the chain away for the row of a sequence item', () => {
    hooked().sequence((user) => user.withoutHooks(), {}, (user) => user.withoutHooks('afterMake').afterMake(() => { seen.push('own') })).makeBatch(3)
    expect(seen.splice(0)).toEqual(['make', 'make again', 'own'])
  })

  it('refuses a name that is no hook', () => {
    expect(() => users().withoutHooks('afterMade' as never)).toThrow('withoutHooks() of UserFactory was given "afterMade", which is no hook.')
  })
})

describe('a permutation computed place by place', () => {
  it.each([1, 2, 3, 10, 100, 1000, 4096, 5000])('of %i brings every place once', (size) => {
    const places = Array.from({ length: size }, (_, index) => permutedIndex(index, size, rootState(7)))
    expect(new Set(places).size).toBe(size)
    expect(Math.max(...places)).toBe(size - 1)
    if (size >= 100) expect(places.filter((place, index) => place === index).length).toBeLessThan(size / 10)
  })
})
