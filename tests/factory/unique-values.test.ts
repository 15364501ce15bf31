import { describe, expect, it } from 'vitest'
import { detachedSession, sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { targets } from '../support/databases.js'
import { openBlog } from '../support/open-blog.js'

interface Team { id: number; name: string }
class TeamFactory extends Factory<Team> {
  readonly table = 'teams'
  definition(): Attributes<Insertable<Team>> {
    return { name: this.unique('name', () => `team ${this.faker.number.int({ min: 1, max: 50 })}`) }
  }
}
class OtherFactory extends TeamFactory {}
class LazyFactory extends TeamFactory {
  override definition(): Attributes<Insertable<Team>> {
    return { name: ({ faker }) => this.unique('name', () => `team ${faker.number.int({ min: 1, max: 50 })}`) }
  }
}
const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name)

describe('unique()', () => {
  it.each([TeamFactory, LazyFactory])('gives each value once a run, the same for the same seed', (Class) => {
    const make = () => {
      const session = detachedSession({ seed: 1 })
      return [...names(session.factory(Class).makeBatch(30)), ...names(session.factory(Class).makeBatch(20))]
    }
    expect(new Set(make()).size).toBe(50)
    expect(make()).toEqual(make())
  })

  it('keeps factories, keys and runs apart', () => {
    const session = detachedSession({ seed: 1 })
    class Two extends TeamFactory {
      override definition() { return { name: `${this.unique('a', () => 'x')}${this.unique('b', () => 'x')}` } }
    }
    expect(session.factory(TeamFactory).makeBatch(50)).toHaveLength(50)
    expect(session.factory(OtherFactory).makeBatch(50)).toHaveLength(50)
    expect(session.factory(Two).make().name).toBe('xx')
    expect(detachedSession({ seed: 1 }).factory(Two).make().name).toBe('xx')
  })

  it('gives up after 1,000 tries, naming factory, row, key and values seen', () => {
    const session = detachedSession({ seed: 1 })
    const started = performance.now()
    expect(() => session.factory(TeamFactory).makeBatch(51)).toThrow(
      'TeamFactory: row 51 of 51 for table "teams" failed in definition(): unique("name") of TeamFactory finds no new value in 1000 tries: 50 different values seen.',
    )
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('takes texts for equal as unique indexes are kept apart, and leaves nothing alone', () => {
    class Words extends TeamFactory {
      override definition() {
        const word = this.unique('word', () => this.faker.helpers.arrayElement(['É', 'e', 'E ', 'x', 'X']))
        const none = this.unique('none', () => null)
        return { name: `${word}${String(none)}` }
      }
    }
    expect(detachedSession({ seed: 1 }).factory(Words).makeBatch(2)).toHaveLength(2)
    expect(() => detachedSession({ seed: 1 }).factory(Words).makeBatch(3)).toThrow(/2 different values seen/)
  })

  it.each<readonly [string, () => unknown]>([
    ['a promise', () => Promise.resolve('x')],
    ['a function', () => () => 'x'],
  ])('refuses %s', (_, value) => {
    class Wrong extends TeamFactory {
      override definition() { return { name: String(this.unique('name', value)) } }
    }
    expect(() => detachedSession({ seed: 1 }).factory(Wrong).make()).toThrow(/unique\("name"\) of Wrong was given no function that gives a plain value/)
  })

  it('is declared as the type of its function', () => {
    class Typed extends TeamFactory {
      override definition() {
        const number: number = this.unique('n', () => 1)
        // @ts-expect-error a number is no text
        const text: string = this.unique('n2', () => 1)
        return { name: `${number}${text}` }
      }
    }
    expect(detachedSession({ seed: 1 }).factory(Typed).make().name).toBe('11')
  })
})

describe.each(targets)('unique() on $name', (target) => {
  const blog = openBlog(target)

  it('gives its values back when a call is undone, and keeps those of calls that are not', async () => {
    const session = sessionOn(blog.db.attach(), { seed: 1 })
    const first = await session.factory(TeamFactory).createBatch(20)
    const failing = session.factory(TeamFactory).afterCreate(() => { throw new Error('undo') }).createBatch(30)
    await expect(failing).rejects.toThrow('undo')
    const second = await session.factory(TeamFactory).createBatch(30)
    expect(new Set(names([...first, ...second])).size).toBe(50)
    await expect(session.factory(TeamFactory).create()).rejects.toThrow(/50 different values seen/)
  })
})
