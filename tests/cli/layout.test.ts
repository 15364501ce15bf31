import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../src/cli/graph/layout/lay-out.js'
import type { Box, Layout, Line } from '../../src/cli/graph/layout/layout-types.js'
import { rankBoxes } from '../../src/cli/graph/layout/rank-boxes.js'

const box = (id: string, width = 80, height = 44): Box => ({ id, width, height, above: 0 })
const line = (from: string, to: string): Line => ({ from, to, label: { width: 60, height: 18 } })

interface Area { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
const overlap = (a: Area, b: Area): boolean => a.x < b.x + b.width - 0.01 && b.x < a.x + a.width - 0.01 && a.y < b.y + b.height - 0.01 && b.y < a.y + a.height - 0.01

/** Boxes and labels, where they are. */
function areasOf(boxes: readonly Box[], layout: Layout): readonly Area[] {
  const sizes = new Map(boxes.map((each) => [each.id, each]))
  const placed = layout.boxes.map(({ id, x, y }) => ({ x, y, width: sizes.get(id)?.width ?? 0, height: sizes.get(id)?.height ?? 0 }))
  const labels = layout.lines.map(({ label, line: { label: size } }) => ({ x: label.x - size.width / 2, y: label.y - size.height / 2, ...size }))
  return [...placed, ...labels]
}

function overlaps(areas: readonly Area[]): number {
  return areas.reduce((sum, area, index) => sum + areas.slice(index + 1).filter((other) => overlap(area, other)).length, 0)
}

describe('ranks', () => {
  const ranks = (ids: string, ...lines: readonly string[]) => Object.fromEntries(rankBoxes([...ids], lines.map((each) => line(each.charAt(0), each.charAt(1)))))

  it('parents stand to the left of their children, as near as can be', () => {
    expect(ranks('abc', 'ab', 'bc')).toEqual({ a: 0, b: 1, c: 2 })
    expect(ranks('abcd', 'ab', 'bc', 'ac', 'dc')).toEqual({ a: 0, b: 1, c: 2, d: 1 })
    expect(ranks('ab')).toEqual({ a: 0, b: 0 })
  })

  it('circles end', () => {
    expect(ranks('ab', 'ab', 'ba')).toEqual({ a: 0, b: 1 })
    expect(ranks('abcx', 'xa', 'ab', 'bc', 'ca')).toEqual({ x: 0, a: 1, b: 2, c: 3 })
  })
})

describe('a layout', () => {
  it('of two tables is a line between them', () => {
    const { boxes, lines } = layOut([box('parent'), box('child')], [line('parent', 'child')])
    const [parent, child] = boxes
    expect(child?.x).toBeGreaterThan((parent?.x ?? 0) + 80 + 60)
    expect(child?.y).toBe(parent?.y)
    expect(lines[0]?.isForward).toBe(true)
    expect(lines[0]?.points[0]).toEqual({ x: 80, y: 22 })
    expect(lines[0]?.points.at(-1)).toEqual({ x: child?.x, y: 22 })
  })

  it('of nothing, and of tables without relations', () => {
    expect(layOut([], [])).toEqual({ width: 0, height: 0, boxes: [], lines: [] })
    const many = Array.from({ length: 30 }, (_, index) => box(`b${index}`))
    const layout = layOut(many, [])
    expect(overlaps(areasOf(many, layout))).toBe(0)
    expect(layout.width).toBeLessThanOrEqual(1000)
    expect(layout.height).toBeGreaterThan(100)
  })

  it('takes lines back in a circle, and leaves a line from a box to itself to others', () => {
    const { lines } = layOut([box('a'), box('b')], [line('a', 'b'), line('b', 'a'), line('a', 'a')])
    expect(lines.map(({ isForward }) => isForward)).toEqual([true, false])
  })

  it('crosses no lines where none need cross', () => {
    const ids = ['p', 'q', 'r']
    const boxes = ids.flatMap((id) => [box(id), box(`${id}1`), box(`${id}2`)]).toReversed()
    const { boxes: placed } = layOut(boxes, ids.flatMap((id) => [line(id, `${id}2`), line(id, `${id}1`)]))
    const order = placed.filter(({ id }) => id.length === 2).toSorted((a, b) => a.y - b.y).map(({ id }) => id.charAt(0)).join('')
    expect(['ppqqrr', 'pprrqq', 'qqpprr', 'qqrrpp', 'rrppqq', 'rrqqpp']).toContain(order)
  })

  it('never lets boxes or labels overlap, nor leaves its own size', () => {
    const graph = fc.integer({ min: 1, max: 14 }).chain((count) =>
      fc.record({
        sizes: fc.array(fc.record({ width: fc.integer({ min: 20, max: 200 }), height: fc.integer({ min: 20, max: 90 }) }), { minLength: count, maxLength: count }),
        lines: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 25 }),
      }),
    )
    fc.assert(
      fc.property(graph, ({ sizes, lines }) => {
        const boxes = sizes.map(({ width, height }, index) => box(`b${index}`, width, height))
        const layout = layOut(boxes, lines.map(([from, to]) => line(`b${from}`, `b${to}`)))
        const areas = areasOf(boxes, layout)
        expect(layout.boxes).toHaveLength(boxes.length)
        expect(layout.lines).toHaveLength(lines.filter(([from, to]) => from !== to).length)
        expect(overlaps(areas)).toBe(0)
        for (const { x, y, width, height } of areas) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(-0.01)
          expect(x + width).toBeLessThanOrEqual(layout.width + 0.01)
          expect(y + height).toBeLessThanOrEqual(layout.height + 0.01)
        }
        for (const { points } of layout.lines) for (const [index, point] of points.entries()) if (index > 0) expect(point.x).toBeGreaterThanOrEqual(points[index - 1]?.x ?? 0)
      }),
      { numRuns: 150 },
    )
  })

  it('is the same each time, and there is one for 500 tables', () => {
    const boxes = Array.from({ length: 500 }, (_, index) => box(`b${index}`))
    const lines = boxes.slice(1).flatMap((_, index) => [line(`b${Math.floor(index / 4)}`, `b${index + 1}`), line(`b${index % 7}`, `b${index + 1}`)])
    expect(layOut(boxes, lines)).toEqual(layOut(boxes, lines))
  })
})
