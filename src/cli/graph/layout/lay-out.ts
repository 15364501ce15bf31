import { buildLayers, type Chain, type Item } from './build-layers.js'
import type { Box, Layout, Line, PlacedBox, PlacedLine, Point } from './layout-types.js'
import { orderLayers } from './order-layers.js'
import { placeItems } from './place-items.js'
import { rankBoxes } from './rank-boxes.js'

/** Between a layer of boxes and the labels beside it. */
const GAP = 36
/** Boxes without lines, in rows below the others. */
const ROW_WIDTH = 1000
const ROW_GAP = 20

/** Places boxes in layers from left to right, along their lines, and the lines between them. Lines from a box to itself are left to the caller. */
export function layOut(boxes: readonly Box[], lines: readonly Line[]): Layout {
  const between = lines.filter(({ from, to }) => from !== to)
  const joined = new Set(between.flatMap(({ from, to }) => [from, to]))
  const linked = placeLinked(boxes.filter(({ id }) => joined.has(id)), between)
  const rest = placeRows(boxes.filter(({ id }) => !joined.has(id)), linked.height === 0 ? 0 : linked.height + 2 * ROW_GAP)
  return { width: Math.max(linked.width, rest.width), height: Math.max(linked.height, rest.height), boxes: [...linked.boxes, ...rest.boxes], lines: linked.lines }
}

function placeLinked(boxes: readonly Box[], lines: readonly Line[]): Layout {
  if (boxes.length === 0) return { width: 0, height: 0, boxes: [], lines: [] }
  const ranks = rankBoxes(boxes.map(({ id }) => id), lines)
  const built = buildLayers(boxes, lines, ranks)
  const order = orderLayers(built)
  const middles = placeItems(order, built)
  const lefts = new Map<Item, number>()
  let x = 0
  for (const [index, layer] of order.entries()) {
    const widest = Math.max(0, ...layer.map(({ width }) => width))
    // Boxes are all at the left of their layer; labels and passing lines in its middle.
    for (const item of layer) lefts.set(item, index % 2 === 0 && item.box !== undefined ? x : x + (widest - item.width) / 2)
    x += widest + GAP
  }
  const items = order.flat()
  const placed = items.flatMap((item): readonly PlacedBox[] => (item.box === undefined ? [] : [{ id: item.box, x: lefts.get(item) ?? 0, y: (middles.get(item) ?? 0) - item.height / 2 }]))
  const height = Math.max(...items.map((item) => (middles.get(item) ?? 0) + item.height / 2))
  return { width: x - GAP, height, boxes: placed, lines: portedLines(built.chains, { lefts, middles }) }
}

interface Places {
  readonly lefts: ReadonlyMap<Item, number>
  readonly middles: ReadonlyMap<Item, number>
}

/** The lines, each with a place of its own at the side of its boxes, in the order of where they come from. */
function portedLines(chains: readonly Chain[], { lefts, middles }: Places): readonly PlacedLine[] {
  const middle = (item: Item | undefined): number => (item === undefined ? 0 : (middles.get(item) ?? 0))
  const left = (item: Item): number => lefts.get(item) ?? 0
  const ports = (end: 'first' | 'last'): ReadonlyMap<Chain, number> => {
    const sides = new Map<Item | undefined, Chain[]>()
    for (const chain of chains) {
      const box = chain.items.at(end === 'first' ? 0 : -1)
      sides.set(box, [...(sides.get(box) ?? []), chain])
    }
    return new Map([...sides].flatMap(([box, sharing]) => {
      const next = ({ items }: Chain): number => middle(items.at(end === 'first' ? 1 : -2))
      const { height, above } = box ?? { height: 0, above: 0 }
      const top = middle(box) - height / 2 + above
      return sharing.toSorted((a, b) => next(a) - next(b)).map((chain, index): [Chain, number] => [chain, top + ((height - above) * (index + 1)) / (sharing.length + 1)])
    }))
  }
  const [starts, ends] = [ports('first'), ports('last')]
  return chains.map((chain) => {
    const [first, ...rest] = chain.items
    const inner = rest.slice(0, -1).flatMap((item): readonly Point[] => [
      { x: left(item), y: middle(item) },
      ...(item.width === 0 ? [] : [{ x: left(item) + item.width, y: middle(item) }]),
    ])
    const label = chain.items[chain.label]
    const start = first === undefined ? 0 : left(first) + first.width
    const last = rest.at(-1)
    const points = [{ x: start, y: starts.get(chain) ?? 0 }, ...inner, { x: last === undefined ? 0 : left(last), y: ends.get(chain) ?? 0 }]
    return { line: chain.line, isForward: chain.isForward, points, label: { x: label === undefined ? 0 : left(label) + label.width / 2, y: middle(label) } }
  })
}

function placeRows(boxes: readonly Box[], top: number): Omit<Layout, 'lines'> {
  const placed: PlacedBox[] = []
  let [x, y, high, width] = [0, top, 0, 0]
  for (const box of boxes) {
    if (x > 0 && x + box.width > ROW_WIDTH) [x, y, high] = [0, y + high + ROW_GAP, 0]
    placed.push({ id: box.id, x, y })
    x += box.width + ROW_GAP
    high = Math.max(high, box.height)
    width = Math.max(width, x - ROW_GAP)
  }
  return { width, height: boxes.length === 0 ? 0 : y + high, boxes: placed }
}
