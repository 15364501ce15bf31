/** Longer texts than this are left to faker, which has its own way to fail on absurd ones. */
const LONGEST = 100_000

/** Whether a count is a whole number or a range of numbers: the shapes for which the faster bodies do as faker does. */
export function isPlainCount(count: number | { readonly min: number; readonly max: number }): boolean {
  if (typeof count === 'number') return Number.isInteger(count) && count <= LONGEST
  // The user's file may be JavaScript: null, ranges with an end missing, and ends that are no numbers do arrive here.
  return typeof count === 'object' && count !== null && Number.isFinite(count.min) && Number.isFinite(count.max) && count.max <= LONGEST
}
