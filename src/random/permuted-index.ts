import { ordinalState, type StreamState } from './stream-state.js'

const ROUNDS = 4

/**
 * Where `index` comes to stand when 0 … size - 1 are shuffled: a Feistel network over the next power of four, walked until it lands inside. Each place is
 * computed alone, so that a million need no list.
 */
export function permutedIndex(index: number, size: number, state: StreamState): number {
  if (size <= 1) return 0
  let bits = 1
  while (2 ** (2 * bits) < size) bits++
  let place = index
  do {
    place = feistel(place, bits, state)
  } while (place >= size)
  return place
}

function feistel(value: number, bits: number, state: StreamState): number {
  const half = 2 ** bits
  let left = Math.floor(value / half)
  let right = value % half
  for (let round = 0; round < ROUNDS; round++) {
    const mixed = (ordinalState(state, round * half + right).low >>> 0) % half
    const next = (left + mixed) % half
    left = right
    right = next
  }
  return left * half + right
}
