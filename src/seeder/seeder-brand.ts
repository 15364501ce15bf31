/** Marks seeder classes, so that they are known whichever copy of a module made them. */
export const SEEDER_BRAND: unique symbol = Symbol.for('seedkit.Seeder')

/** A seeder class as a run sees it: its arguments were checked where it was called. */
export type AnySeederClass = new (session: unknown) => { run(...args: readonly unknown[]): unknown }

export function isSeederClass(value: unknown): value is AnySeederClass {
  if (typeof value !== 'function') return false
  const prototype: unknown = value.prototype
  return typeof prototype === 'object' && prototype !== null && SEEDER_BRAND in prototype
}
