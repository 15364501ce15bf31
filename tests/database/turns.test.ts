import { describe, expect, it } from 'vitest'
import { Turns, type Pace } from '../../src/database/turns.js'

/** Operations that end when they are told to, and what has become of them. */
function bench() {
  const turns = new Turns()
  const log: string[] = []
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>()
  return {
    turns,
    log,
    take(name: string, pace: Pace) {
      return turns.take(() => {
        log.push(name)
        return new Promise<string>((resolve, reject) => ends.set(name, { resolve: () => resolve(name), reject }))
      }, pace)
    },
    async end(name: string, failure?: Error) {
      if (failure === undefined) ends.get(name)?.resolve()
      else ends.get(name)?.reject(failure)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('turns on one connection', () => {
  it('begin at once where nothing goes on', () => {
    const { take, log, turns } = bench()
    expect(turns.areTaken).toBe(false)
    void take('a', 'alone')
    expect(log).toEqual(['a'])
    expect(turns.areTaken).toBe(true)
  })

  it('wait for all before them', async () => {
    const { take, log, end } = bench()
    void take('a', 'alone')
    void take('b', 'alone')
    void take('c', 'alone')
    await end('a')
    expect(log).toEqual(['a', 'b'])
    await end('b')
    expect(log).toEqual(['a', 'b', 'c'])
  })

  it('begin behind each other where they flow, also those that had to wait', async () => {
    const { take, log, end } = bench()
    void take('a', 'alone')
    void take('b', 'flowing')
    void take('c', 'flowing')
    expect(log).toEqual(['a'])
    await end('a')
    expect(log).toEqual(['a', 'b', 'c'])
    void take('d', 'flowing')
    await Promise.resolve()
    expect(log).toEqual(['a', 'b', 'c', 'd'])
  })

  it('wait for all that flow, whichever ends last', async () => {
    const { take, log, end, turns } = bench()
    void take('a', 'flowing')
    void take('b', 'flowing')
    void take('c', 'alone')
    void take('d', 'flowing')
    await end('b')
    expect(log).toEqual(['a', 'b'])
    await end('a')
    expect(log).toEqual(['a', 'b', 'c'])
    await end('c')
    expect(log).toEqual(['a', 'b', 'c', 'd'])
    await end('d')
    expect(turns.areTaken).toBe(false)
  })

  it('are taken until the last has ended, in whatever order', async () => {
    const { take, end, turns } = bench()
    void take('a', 'flowing')
    void take('b', 'flowing')
    await end('b')
    expect(turns.areTaken).toBe(true)
    await end('a')
    expect(turns.areTaken).toBe(false)
  })

  it('go on after a failure, which is told to whoever took the turn', async () => {
    const { take, log, end } = bench()
    const a = take('a', 'flowing')
    const b = take('b', 'flowing')
    const c = take('c', 'alone')
    const told = expect(a).rejects.toThrow('no')
    await end('a', new Error('no'))
    await told
    expect(log).toEqual(['a', 'b'])
    await end('b')
    await end('c')
    expect(await Promise.all([b, c])).toEqual(['b', 'c'])
  })
})
