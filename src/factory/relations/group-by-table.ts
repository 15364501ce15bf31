import type { FactoryModel } from '../runtime-relation.js'

/**
 * Groups what lands in one table, in the order in which the tables first appear, so that rows of different chains share statements. Factories that
 * declare one table with different keys stay apart: the key decides how rows come back.
 */
export function groupByTable<T>(items: readonly T[], modelOf: (item: T) => FactoryModel): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  const known = new Map<FactoryModel, T[]>()
  for (const item of items) {
    const model = modelOf(item)
    let group = known.get(model)
    if (group === undefined) {
      const key = JSON.stringify([model.table, model.primaryKey])
      group = groups.get(key) ?? []
      groups.set(key, group)
      known.set(model, group)
    }
    group.push(item)
  }
  return [...groups.values()]
}
