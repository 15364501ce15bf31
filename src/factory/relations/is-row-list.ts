import type { AttributeBag, ChildrenStep } from '../blueprint.js'

/** Whether a `has…` names rows instead of a number; a pair of numbers is a range. */
export function isRowList(count: ChildrenStep['count']): count is readonly AttributeBag[] {
  return Array.isArray(count) && !(count.length === 2 && typeof count[0] === 'number')
}
