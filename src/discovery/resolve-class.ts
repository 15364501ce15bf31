import { didYouMean } from '../support/did-you-mean.js'
import type { DiscoveredClass } from './discovered-class.js'

/** The class a name means, or the name of the class that may be meant. */
export interface ResolvedClass {
  readonly found?: DiscoveredClass | undefined
  readonly suggestion?: string | undefined
}

/**
 * The class that `name` means: by its exact name, else without regard to the suffix (`Admin` is `AdminSeeder`), else
 * without regard to case too, if only one class fits.
 */
export function resolveClass(name: string, classes: readonly DiscoveredClass[], suffix: string): ResolvedClass {
  const exact = classes.find((one) => one.name === name)
  if (exact !== undefined) return { found: exact }
  const stems = classes.map((one) => ({ stem: stemOf(one.name, suffix), found: one }))
  const wanted = stemOf(name, suffix)
  const bySuffix = stems.filter(({ stem }) => stem === wanted)
  const byCase = stems.filter(({ stem }) => stem.toLowerCase() === wanted.toLowerCase())
  const fitting = [bySuffix, byCase].find((candidates) => candidates.length === 1)?.[0]
  if (fitting !== undefined) return { found: fitting.found }
  const near = didYouMean(wanted, stems.map(({ stem }) => stem))
  if (near !== undefined) return { suggestion: stems.find(({ stem }) => stem === near)?.found.name }
  // the typo may be in the suffix; two names that share a whole one would always look alike
  return { suggestion: wanted === name ? didYouMean(name, classes.map((one) => one.name)) : undefined }
}

function stemOf(name: string, suffix: string): string {
  const end = name.length - suffix.length
  return end > 0 && name.slice(end).toLowerCase() === suffix.toLowerCase() ? name.slice(0, end) : name
}
