import { DatabaseError } from '../../errors/database-error.js'

export interface KnownSchemas {
  readonly all: readonly string[]
  /** Where tables are looked for when nobody says where. */
  readonly usual: readonly string[]
}

/** The schemas to read, as the database spells them. Throws DatabaseError.missingSchema for one that it does not have. */
export function pickSchemas(wanted: readonly string[] | undefined, { all, usual }: KnownSchemas): readonly string[] {
  if (wanted === undefined) return usual
  const found = wanted.map((name) => {
    const spelt = all.find((each) => each === name) ?? all.find((each) => each.toLowerCase() === name.toLowerCase())
    if (spelt === undefined) throw DatabaseError.missingSchema({ schema: name, known: all })
    return spelt
  })
  return [...new Set(found)]
}
