import type { Box, Line } from './layout-types.js'

/** Something in a layer: a box, the label of a line, or a place where a line passes. */
export interface Item {
  readonly box: string | undefined
  readonly width: number
  readonly height: number
  readonly above: number
}

/** A line as a chain of items, one a layer, from left to right. */
export interface Chain {
  readonly line: Line
  readonly isForward: boolean
  readonly items: readonly Item[]
  /** Which of the items is the label. */
  readonly label: number
}

export interface Layers {
  /** Boxes in the even ones; labels and passing lines between them. */
  readonly layers: readonly (readonly Item[])[]
  readonly chains: readonly Chain[]
}

/** Room for a line that passes. */
const PASSING = 10

/** Puts boxes in layers by their rank, with a layer for labels between any two, and every line through all layers on its way. */
export function buildLayers(boxes: readonly Box[], lines: readonly Line[], ranks: ReadonlyMap<string, number>): Layers {
  const rankOf = (id: string): number => ranks.get(id) ?? 0
  const layers: Item[][] = Array.from({ length: 2 * Math.max(0, ...ranks.values()) + 1 }, () => [])
  const items = new Map<string, Item>()
  for (const { id, width, height, above } of boxes) {
    const item = { box: id, width, height, above }
    items.set(id, item)
    layers[2 * rankOf(id)]?.push(item)
  }
  const chains = lines.flatMap((line): readonly Chain[] => {
    const isForward = rankOf(line.from) < rankOf(line.to)
    const [first, last] = isForward ? [line.from, line.to] : [line.to, line.from]
    const [start, end] = [items.get(first), items.get(last)]
    if (start === undefined || end === undefined) return []
    // The label stands beside the box that holds the key.
    const labelLayer = isForward ? 2 * rankOf(last) - 1 : 2 * rankOf(first) + 1
    const between = range(2 * rankOf(first) + 1, 2 * rankOf(last)).map((layer): Item => {
      const item = layer === labelLayer ? { box: undefined, ...line.label, above: 0 } : { box: undefined, width: 0, height: PASSING, above: 0 }
      layers[layer]?.push(item)
      return item
    })
    return [{ line, isForward, items: [start, ...between, end], label: labelLayer - 2 * rankOf(first) }]
  })
  return { layers, chains }
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
}
