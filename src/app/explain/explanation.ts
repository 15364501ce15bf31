/**
 * Why rows were made: a seeder ran; it called a factory; rows are children of others; parents that were asked for; parents that a definition() implies and
 * nobody asked for; rows of a pivot table; existing rows were used again; a seeder inserted them itself, through `db`.
 */
export type Reason = 'seeder' | 'call' | 'child' | 'parent' | 'implied' | 'pivot' | 'recycled' | 'inserted'

/** One reason, and what follows from it. Alike ones are one. */
export interface ExplanationNode {
  readonly reason: Reason
  /** Seeder, call as it was written, relation, column or table. */
  readonly name: string
  /** Name of the factory class whose rows they are. */
  readonly factory?: string
  readonly table?: string
  /** Rows inserted for this reason alone; of a seeder with all that it led to; of `recycled` how often a row was used. */
  readonly rows: number
  /** Of a call: how often it was made. */
  readonly calls?: number
  readonly nodes: readonly ExplanationNode[]
}

/** A call that made more rows that nobody asked for than rows that were asked for. */
export interface SideEffects {
  readonly seeder: string | undefined
  /** The call as it was written. */
  readonly call: string
  readonly asked: number
  readonly implied: number
  /** Where the rows went that nobody asked for. */
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
}

export interface Explanation {
  readonly nodes: readonly ExplanationNode[]
  readonly sideEffects: readonly SideEffects[]
}
