import { shownValue } from '../../database/failures/shown-value.js'
import { UniqueError } from '../../errors/unique-error.js'
import { placeOf } from '../draft.js'
import type { DatabaseScope } from '../database-scope.js'
import type { HeldKeys } from './held-keys.js'
import type { RowKeys } from './row-keys.js'
import type { UniqueKey } from './unique-key.js'
import type { UniqueRow } from './unique-row.js'

/** A key that is taken, and who may have it. */
interface Insisted {
  readonly scope: DatabaseScope
  readonly held: HeldKeys
  readonly keys: RowKeys
  readonly all: readonly UniqueKey[]
  readonly key: UniqueKey
  readonly values: Readonly<Record<string, unknown>>
  /** A row before it that has the key. */
  readonly holder: UniqueRow | undefined
  /** What the holder has may be the table's, which has not said so yet. */
  readonly isOpen: boolean
}

/** A row keeps a key that was given. Gives the row that has to make way for it; throws where there is one that cannot. */
export async function insistOnKey(row: UniqueRow, { scope, held, keys, all, key, values, holder, isOpen }: Insisted): Promise<UniqueRow | undefined> {
  const own = key.valuesOf(values) ?? []
  const duplicate = (): UniqueError =>
    UniqueError.duplicateKey({ ...placeOf(row.draft, scope.seeder), key: key.columns.map((column, part) => [column, shownValue(column, own[part])]) })
  if (key.searchable && !row.isCleared(key) && (holder === undefined || (isOpen && (await held.holdsRows())))) {
    if ((await held.find(key, [own])).length > 0) throw duplicate()
    row.clear(key)
  }
  if (holder === undefined) return undefined
  if (keys.isFixed(holder.draft, key)) {
    const theirs = key.valuesOf(holder.draft.values) ?? []
    if (key.textOf(theirs, 'exact') === key.textOf(own, 'exact')) throw duplicate()
    return undefined
  }
  const print = holder.taken[all.indexOf(key)]
  holder.release(all, key)
  if (print !== undefined) row.takeMore(key, print)
  row.evict(holder)
  return holder
}
