import type { Item, Layers } from './build-layers.js'

const SWEEPS = 24

type Neighbours = ReadonlyMap<Item, readonly Item[]>

/** The items of each layer in an order in which few lines cross: each is moved to the middle of its neighbours, to and fro; the best order seen is kept. */
export function orderLayers({ layers, chains }: Layers): readonly (readonly Item[])[] {
  const left = new Map<Item, Item[]>()
  const right = new Map<Item, Item[]>()
  for (const { items } of chains) {
    for (const [place, item] of items.entries()) {
      const next = items[place + 1]
      if (next === undefined) continue
      push(right, item, next)
      push(left, next, item)
    }
  }
  let order = layers
  let best = { order, crossings: crossings(order, right) }
  for (let sweep = 0; sweep < SWEEPS && best.crossings > 0; sweep++) {
    order = sweep % 2 === 0 ? swept(order, left) : swept(order.toReversed(), right).toReversed()
    const found = crossings(order, right)
    if (found < best.crossings) best = { order, crossings: found }
  }
  return best.order
}

function push(map: Map<Item, Item[]>, key: Item, value: Item): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** Orders each layer by the one before it. */
function swept(layers: readonly (readonly Item[])[], before: Neighbours): readonly (readonly Item[])[] {
  let places = new Map<Item, number>()
  return layers.map((layer) => {
    const middles = new Map(layer.map((item, place) => [item, middle(before.get(item) ?? [], places) ?? place]))
    const ordered = layer.toSorted((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0))
    places = new Map(ordered.map((item, place) => [item, place]))
    return ordered
  })
}

function middle(items: readonly Item[], places: ReadonlyMap<Item, number>): number | undefined {
  const known = items.map((item) => places.get(item)).filter((place) => place !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, place) => sum + place, 0) / known.length
}

function crossings(layers: readonly (readonly Item[])[], right: Neighbours): number {
  let count = 0
  for (const [index, layer] of layers.entries()) {
    const places = new Map((layers[index + 1] ?? []).map((item, place) => [item, place]))
    const ends = layer.flatMap((item) => (right.get(item) ?? []).map((next) => places.get(next) ?? 0).toSorted((a, b) => a - b))
    for (const [place, end] of ends.entries()) for (let before = 0; before < place; before++) if ((ends[before] ?? 0) > end) count++
  }
  return count
}
