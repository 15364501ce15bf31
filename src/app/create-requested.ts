import type { AnyFactory } from '../factory/factory-internals.js'
import type { Factory } from '../factory/factory.js'

/** Creates rows of a factory whose row type only its project knows. */
export function createRequested(factory: AnyFactory, count: number, overrides: Readonly<Record<string, unknown>>): Promise<readonly Readonly<Record<string, unknown>>[]> {
  // Erased when it was found; the columns are checked where the rows are inserted.
  return (factory as unknown as Factory<Record<string, unknown>>).createBatch(count, overrides)
}
