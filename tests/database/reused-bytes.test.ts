import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReusedBytes } from '../../src/database/bulk/reused-bytes.js'

describe('bytes that are used again', () => {
  it('are those of the text, whatever was there before', () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.constantFrom('', 'é'.repeat(9000), '日本語🎉'.repeat(500))), { maxLength: 12 })
    fc.assert(
      fc.property(texts, fc.boolean(), (all, giveBack) => {
        const parts = all.map((text) => ReusedBytes.of(text))
        expect(parts.map((bytes) => bytes.toString())).toEqual(all.map((text) => Buffer.from(text).toString()))
        if (giveBack) ReusedBytes.giveBack(parts)
      }),
    )
  })

  it('lie in the same memory again once they were given back, and not before', () => {
    const first = ReusedBytes.of('one')
    expect(ReusedBytes.of('two').buffer).not.toBe(first.buffer)
    ReusedBytes.giveBack([first])
    expect(ReusedBytes.of('three').buffer).toBe(first.buffer)
  })

  it('hold the longest text there is room for in any script; a longer one has memory of its own', () => {
    const longest = '語'.repeat(ReusedBytes.mostLetters)
    expect(ReusedBytes.of(longest).equals(Buffer.from(longest))).toBe(true)
    const longer = ReusedBytes.of(`${longest}語`)
    expect(longer.equals(Buffer.from(`${longest}語`))).toBe(true)
    ReusedBytes.giveBack([longer])
    expect(ReusedBytes.of('x').buffer).not.toBe(longer.buffer)
  })

  it('are kept for a few files only, and never those of somebody else', () => {
    const many = Array.from({ length: 100 }, () => ReusedBytes.of('x'))
    ReusedBytes.giveBack(many)
    const again = new Set(Array.from({ length: 100 }, () => ReusedBytes.of('y').buffer))
    expect(many.filter(({ buffer }) => again.has(buffer))).toHaveLength(32)
    const foreign = Buffer.from('a small one, of which Node shares the memory')
    ReusedBytes.giveBack([foreign])
    expect(ReusedBytes.of('z').buffer).not.toBe(foreign.buffer)
  })
})
