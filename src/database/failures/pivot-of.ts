import type { RowOrigin } from '../database.js'

/** Where the values of a pair come from, for hints. */
export function pivotOf({ relation = '' }: RowOrigin): string {
  return `pivot attributes of relation "${relation}"`
}
