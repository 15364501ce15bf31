import type { DatabaseTable } from '../../database/schema/database-schema.js'
import { entityOf } from '../generators/subject.js'
import { stemOf } from '../naming/stem-of.js'
import { circlesOf } from './circles.js'
import type { ParentKey } from './parent-key.js'

/**
 * The foreign keys that are left NULL, so that parents do not lead round in circles: those of a table to itself, and of every circle one whose column
 * names a role (`manager_id`, not `department_id`). What is left of circles has no key that may be NULL.
 *
 * @param keys those that would have a parent
 * @param mayBeNull of those, the ones that can do without
 */
export function cutCircles(tables: readonly DatabaseTable[], keys: readonly ParentKey[], mayBeNull: (key: ParentKey) => boolean): ReadonlySet<ParentKey> {
  const cut = new Set(keys.filter((key) => key.child === key.parent && mayBeNull(key)))
  const arrows = keys.filter((key) => key.child !== key.parent).map((key) => ({ from: key.child, to: key.parent, key }))
  for (;;) {
    const left = arrows.filter(({ key }) => !cut.has(key))
    const circles = circlesOf(tables, left)
    const before = cut.size
    for (const circle of circles) {
      const inside = left.filter(({ from, to, key }) => circle.has(from) && circle.has(to) && mayBeNull(key))
      const [first] = inside.map(({ key }) => key).toSorted((a, b) => Number(namesRole(b)) - Number(namesRole(a)) || nameOf(a).localeCompare(nameOf(b), 'en'))
      if (first !== undefined) cut.add(first)
    }
    if (cut.size === before) return cut
  }
}

function namesRole({ columns, parent }: ParentKey): boolean {
  const entity = entityOf(parent.name)
  return columns.every((column) => stemOf(column) !== entity)
}

function nameOf({ child, columns }: ParentKey): string {
  return `${child.schema}.${child.name}.${columns.join()}`
}
