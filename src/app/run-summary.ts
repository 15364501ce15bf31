/** Rows that one seeder put into one table. */
export interface TableSummary {
  /** Undefined for rows inserted outside seeders. */
  readonly seeder: string | undefined
  readonly table: string
  readonly rows: number
  /** Time it took to build and write them. */
  readonly milliseconds: number
}

/** What a run did. */
export interface RunSummary {
  readonly seed: number
  /** Rows inserted, all tables together. */
  readonly rows: number
  readonly milliseconds: number
  /** False for a dry run. */
  readonly committed: boolean
  /** In the order in which the tables were first written. */
  readonly tables: readonly TableSummary[]
  /** Operations that the user's code started too late, and that were refused; none in a healthy run. */
  readonly lateOperations: number
}
