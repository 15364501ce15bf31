/** Where a row comes from. */
export interface RowPlace {
  readonly factory: string
  readonly seeder: string | undefined
  readonly relation: string | undefined
  readonly table: string
  /** From 0. */
  readonly index: number
  readonly of: number
}

/** `PostFactory (in UserSeeder, relation posts): row 3 of 10 for table "posts"`, as database errors say it. */
export function describeRow({ seeder, factory, relation, table, index, of }: RowPlace): string {
  const places = [seeder && `in ${seeder}`, relation && `relation ${relation}`].filter((place) => place !== undefined)
  return `${factory}${places.length === 0 ? '' : ` (${places.join(', ')})`}: row ${index + 1} of ${of} for table "${table}"`
}
