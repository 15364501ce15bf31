import { RecycleError } from '../../errors/recycle-error.js'
import type { AttributeBag } from '../blueprint.js'

/** A row of which a query read the key alone, as the user's functions see it: to read another column is an error, not `undefined`. */
export function keysAlone(row: AttributeBag, factory: string): AttributeBag {
  return new Proxy(row, {
    get(target, column): unknown {
      if (typeof column === 'string' && !(column in target) && !ASKED_BY_OTHERS.has(column)) throw RecycleError.columnNotRead({ factory, column })
      return Reflect.get(target, column)
    },
  })
}

/** What printing and awaiting ask any object for. */
const ASKED_BY_OTHERS: ReadonlySet<string> = new Set(['then', 'toJSON'])
