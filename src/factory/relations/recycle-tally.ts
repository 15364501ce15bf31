import type { RecycledPick } from '../../database/database.js'

interface Picked {
  readonly factory: string
  rows: number
}

/** Counts, for one call, how often existing rows were used instead of new ones. */
export class RecycleTally {
  /** By the path of the rows that use them, then by their column or relation. */
  readonly #picks = new Map<string | undefined, Map<string, Picked[]>>()

  add(relation: string | undefined, name: string, { factory, rows }: Readonly<Picked>): void {
    if (rows === 0) return
    let names = this.#picks.get(relation)
    if (names === undefined) this.#picks.set(relation, (names = new Map()))
    let picks = names.get(name)
    if (picks === undefined) names.set(name, (picks = []))
    const known = picks.find((each) => each.factory === factory)
    if (known === undefined) picks.push({ factory, rows })
    else known.rows += rows
  }

  list(): readonly RecycledPick[] {
    return [...this.#picks].flatMap(([relation, names]) =>
      [...names].flatMap(([name, picks]) => picks.map((pick) => ({ relation, name, ...pick }))),
    )
  }
}
