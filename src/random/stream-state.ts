/**
 * A place in the tree of random streams: 64 bits in two signed halves. Every row, lazy attribute, hook and count of a run has one, mixed from its parent's,
 * so that a value depends on the seed and on its own path and on nothing else. No strings are built per row.
 *
 * A class, and signed: V8 keeps small integers inside the object, as long as no object that has the same names and was not made by this class holds others.
 */
export class StreamState {
  readonly high: number
  readonly low: number

  constructor(high: number, low: number) {
    this.high = high | 0
    this.low = low | 0
  }
}

/** What a named stream is for, so that a relation, a column and a hook of one name never share a stream. */
export type StreamKind = 'place' | 'relation' | 'parent' | 'lazy' | 'hook' | 'count' | 'chain' | 'attempt' | 'pick' | 'pivot'

const KIND_TAGS: Readonly<Record<StreamKind, number>> = {
  place: 0,
  relation: 0x3c6ef372,
  parent: 0xdaa66d2b,
  lazy: 0x78dde6e4,
  hook: 0x1715609d,
  count: 0xb54cda56,
  chain: 0x5384540f,
  attempt: 0xf1bbcdc8,
  pick: 0x8fe35be9,
  pivot: 0x2df6e6b3,
}

/** Keeps an ordinal from ever meaning the same as a name whose hash happens to equal it. */
const ORDINAL_TAG = 0x9e3779b9

/** The state at the root of a run. `seed`: a whole number from 0 to 2^53 - 1. */
export function rootState(seed: number): StreamState {
  return mix(0x5eedc0de, 0x2545f491, seed >>> 0, Math.floor(seed / 4294967296) >>> 0)
}

/** The state of the child with this name: a seeder, a factory, a relation, an attribute. */
export function namedState(parent: StreamState, name: string, kind: StreamKind): StreamState {
  const hash = hashOf(name)
  return mix(parent.high, parent.low, hash.high ^ KIND_TAGS[kind], hash.low)
}

/** The state of the `ordinal`-th child, counted from 0. */
export function ordinalState(parent: StreamState, ordinal: number): StreamState {
  return mix(parent.high, parent.low, (Math.floor(ordinal / 4294967296) ^ ORDINAL_TAG) >>> 0, ordinal >>> 0)
}

/** The word mixing and final avalanche of MurmurHash3 (x86, Austin Appleby, public domain), on two lanes. */
function mix(high: number, low: number, first: number, second: number): StreamState {
  let a = high ^ Math.imul(rotate(Math.imul(first, 0xcc9e2d51), 15), 0x1b873593)
  a = (Math.imul((rotate(a, 19) + low) | 0, 5) + 0x561ccd1b) | 0
  let b = low ^ Math.imul(rotate(Math.imul(second, 0x239b961b), 16), 0xab0e9789)
  b = (Math.imul((rotate(b, 17) + a) | 0, 5) + 0x0bcaa747) | 0
  a = (a + b) | 0
  b = (b + a) | 0
  a = avalanche(a)
  b = avalanche(b)
  a = (a + b) | 0
  b = (b + a) | 0
  return new StreamState(a, b)
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function avalanche(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

const hashes = new Map<string, StreamState>()

/** Names are few (columns, relations, classes) and asked for once a row: each is hashed once a process. A pure function's memory, not run state. */
function hashOf(name: string): StreamState {
  const known = hashes.get(name)
  if (known !== undefined) return known
  let state = new StreamState(0x6a09e667, name.length)
  for (let index = 0; index < name.length; index += 2) {
    state = mix(state.high, state.low, name.charCodeAt(index), index + 1 < name.length ? name.charCodeAt(index + 1) : 0x10000)
  }
  hashes.set(name, state)
  return state
}
