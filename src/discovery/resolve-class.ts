import type { DiscoveredClass } from './discovered-class.js'

/**
 * The class that `name` means: by its exact name, else without regard to the suffix (`Admin` is `AdminSeeder`), else
 * without regard to case too, if only one class fits.
 */
export function resolveClass(
  name: string,
  classes: readonly DiscoveredClass[],
  suffix: string,
): DiscoveredClass | undefined {
  const exact = classes.find((one) => one.name === name)
  if (exact !== undefined) return exact
  const wanted = stem(name, suffix)
  const bySuffix = classes.filter((one) => stem(one.name, suffix) === wanted)
  if (bySuffix.length === 1) return bySuffix[0]
  const lower = wanted.toLowerCase()
  const byCase = classes.filter((one) => stem(one.name, suffix).toLowerCase() === lower)
  return byCase.length === 1 ? byCase[0] : undefined
}

function stem(name: string, suffix: string): string {
  const end = name.length - suffix.length
  return end > 0 && name.slice(end).toLowerCase() === suffix.toLowerCase() ? name.slice(0, end) : name
}
