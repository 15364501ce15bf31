import { isPending } from './is-pending.js'

/** A promise given as an attribute may be overridden, or wait for its call's turn: until somebody awaits it, its failure must not end the process. */
export function holdPromises(attributes: object | undefined): void {
  if (attributes === undefined) return
  for (const column in attributes) hold((attributes as Record<string, unknown>)[column])
}

function hold(value: unknown): void {
  // Nearly all values are none: nothing is made for them.
  if (typeof value === 'object' && value !== null && isPending(value)) void Promise.resolve(value).catch(() => undefined)
}
