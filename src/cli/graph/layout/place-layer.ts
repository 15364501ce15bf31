import type { Item } from './build-layers.js'

/** Between two items of a layer. */
const GAP = 12

interface Block {
  /** Where its first item would like to be, summed over its items. */
  sum: number
  count: number
}

/**
 * The middles of a layer's items: as near as can be, by least squares, to where each would like to be, in their order and without overlap. Items that would
 * overlap are joined into blocks that move as one (pool adjacent violators).
 */
export function placeLayer(layer: readonly Item[], wished: (item: Item) => number): ReadonlyMap<Item, number> {
  const offsets: number[] = []
  let offset = 0
  for (const [place, item] of layer.entries()) {
    const before = layer[place - 1]
    if (before !== undefined) offset += before.height / 2 + GAP + item.height / 2
    offsets.push(offset)
  }
  const blocks: Block[] = []
  for (const [place, item] of layer.entries()) {
    blocks.push({ sum: wished(item) - (offsets[place] ?? 0), count: 1 })
    for (let last = blocks.at(-1), before = blocks.at(-2); last !== undefined && before !== undefined && mean(before) > mean(last); last = blocks.at(-1), before = blocks.at(-2)) {
      blocks.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count })
    }
  }
  const starts = blocks.flatMap((block) => Array.from({ length: block.count }, () => mean(block)))
  return new Map(layer.map((item, place) => [item, (starts[place] ?? 0) + (offsets[place] ?? 0)]))
}

function mean({ sum, count }: Block): number {
  return sum / count
}
