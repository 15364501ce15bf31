/** The releases of faker whose values the differential test compared. Any other keeps its own bodies, which are slower and never wrong. */
export const PROVEN_VERSIONS: readonly string[] = ['10.6.0']
