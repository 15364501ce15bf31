import type { Draft } from '../draft.js'

/** A row takes over the attributes of another attempt at it. */
export function replaceValues({ values }: Draft, next: Pick<Draft, 'values'>): void {
  for (const column in values) if (!(column in next.values)) delete values[column]
  Object.assign(values, next.values)
}
