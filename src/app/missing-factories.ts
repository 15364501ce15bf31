import type { DatabaseTable } from '../database/schema/database-schema.js'
import type { ProjectPlan } from '../scaffold/project-plan.js'

/** What is to be said of a factory whose neighbours have none yet. */
export function missingFactories(table: DatabaseTable, project: ProjectPlan): readonly string[] {
  const missing = table.foreignKeys.filter((key) => !project.hasFactory(key.table))
  const needed = missing.filter(({ columns }) => columns.every((name) => table.columns.find((column) => column.name === name)?.nullable === false))
  const rows = needed.map((key) => `"${key.columns.join('", "')}" takes a row of "${key.table.name}" that is there: that table has no factory yet`)
  const without = [...new Set([...missing.map((key) => key.table.name), ...project.childrenWithout(table)])].filter((name) => name !== table.name)
  return without.length === 0 ? rows : [...rows, `no relations to ${without.map((name) => `"${name}"`).join(', ')}: --merge adds them once there are factories`]
}
