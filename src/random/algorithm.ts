/**
 * Version of the way from seed and path to values: streams, generator, counts, picks and redraws. The same seed gives the same values as long as it stays;
 * whatever would change one of them is a new version.
 */
export const ALGORITHM = 1
