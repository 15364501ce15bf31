import type { TableName } from '../../database/table-name.js'
import type { DatabaseScope } from '../database-scope.js'
import type { AttachedRelation } from '../runtime-relation.js'
import type { Attachment } from './attach-rows.js'
import { joinPath } from './join-path.js'
import { pairKey } from './pair-key.js'

interface PairTable<Row> {
  readonly table: TableName
  readonly rows: Row[]
  /** The pairs that are there, apart by what they cannot have in common. */
  readonly seen: Map<string, Set<string>>
}

/** Where the pairs of a relation go. */
interface PairPlace<Row> {
  readonly rows: Row[]
  /** By these columns a pair is told from another. */
  readonly columns: readonly string[]
  readonly seen: Set<string>
}

/** The rows for pivot tables. */
export class PairTables<Row> {
  readonly #tables = new Map<string, PairTable<Row>>()
  readonly #places = new Map<AttachedRelation, PairPlace<Row>>()

  placeOf(relation: AttachedRelation): PairPlace<Row> | undefined {
    return this.#places.get(relation)
  }

  /**
   * Relations that lead through one table from its two sides share its pairs. Those to different tables do not, nor do several relations where the table has no
   * key that says what a pair is.
   */
  async findPlace({ database, seeder }: DatabaseScope, { relation, parent: { plan }, model }: Attachment): Promise<PairPlace<Row>> {
    const { name, pivot } = relation
    const { table, foreignKey, relatedKey } = pivot
    const label = { seeder, factory: plan.model.name, relation: joinPath(plan.path, name), rows: undefined }
    const key = pairKey(database.knownSchema(table) ?? (await database.schemaOf(table, label)), pivot)
    // In an order that does not depend on the side the table is seen from.
    const columns = [...foreignKey, ...relatedKey].toSorted()
    const sides = [...foreignKey.map((column) => [column, plan.model.table]), ...relatedKey.map((column) => [column, model.table])]
    const scope = [...sides.map((side) => JSON.stringify(side)).toSorted(), key === undefined ? name : '']
    const { rows, seen } = valueAt(this.#tables, [table, columns], () => ({ table, rows: [], seen: new Map() }))
    const place = { rows, columns: key ?? columns, seen: valueAt(seen, scope, () => new Set<string>()) }
    this.#places.set(relation, place)
    return place
  }

  list(): Iterable<Pick<PairTable<Row>, 'table' | 'rows'>> {
    return this.#tables.values()
  }
}

function valueAt<T>(map: Map<string, T>, place: readonly unknown[], make: () => T): T {
  const name = JSON.stringify(place)
  const value = map.get(name) ?? make()
  map.set(name, value)
  return value
}
