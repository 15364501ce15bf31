import type { Chain, Item, Layers } from './build-layers.js'
import { placeLayer } from './place-layer.js'

const SWEEPS = 12

/** The middle of every item, from top to bottom: lines are as straight as the order of the layers lets them be. */
export function placeItems(order: readonly (readonly Item[])[], { chains }: Pick<Layers, 'chains'>): ReadonlyMap<Item, number> {
  const neighbours = neighboursOf(chains)
  const middles = new Map<Item, number>()
  for (const layer of order) for (const [item, middle] of placeLayer(layer, () => 0)) middles.set(item, middle)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const layer of sweep % 2 === 0 ? order : order.toReversed()) {
      const placed = placeLayer(layer, (item) => {
        const around = neighbours.get(item) ?? []
        const sum = around.reduce((total, each) => total + (middles.get(each) ?? 0), 0)
        return around.length === 0 ? (middles.get(item) ?? 0) : sum / around.length
      })
      for (const [item, middle] of placed) middles.set(item, middle)
    }
  }
  const top = Math.min(0, ...[...middles].map(([item, middle]) => middle - item.height / 2))
  return new Map([...middles].map(([item, middle]) => [item, middle - top]))
}

function neighboursOf(chains: readonly Chain[]): ReadonlyMap<Item, readonly Item[]> {
  const neighbours = new Map<Item, Item[]>()
  for (const { items } of chains) {
    for (const [place, item] of items.entries()) {
      const around = [items[place - 1], items[place + 1]].filter((each) => each !== undefined)
      neighbours.set(item, [...(neighbours.get(item) ?? []), ...around])
    }
  }
  return neighbours
}
