import { didYouMean } from '../support/did-you-mean.js'

/** The hint for a name that is not known: the one that was meant, else all there are. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = didYouMean(name, known)
  if (near !== undefined) return `Did you mean "${near}"?`
  return known.length === 0 ? 'There are none.' : `There are: ${known.join(', ')}.`
}
