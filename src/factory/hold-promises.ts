import { isPending } from './is-pending.js'

/** A promise given as an attribute may be overridden, or wait for its call's turn: until somebody awaits it, its failure must not end the process. */
export function holdPromises(attributes: object | undefined): void {
  if (attributes === undefined) return
  for (const value of Object.values(attributes)) if (isPending(value)) void Promise.resolve(value).catch(() => undefined)
}
