/** A factory, or a pivot table, which has none. */
export interface GraphNode {
  readonly id: string
  /** Name of the factory class; undefined for a pivot table. */
  readonly factory: string | undefined
  readonly table: string
}

/** A key: columns of the child that point at the parent. All relations along it, from either end, are one link. */
export interface GraphLink {
  /** Ids of nodes. */
  readonly child: string
  readonly parent: string
  readonly columns: readonly string[]
  /** Names of the relations that lead from the parent down to the child, through a pivot table too, and of those that lead up. */
  readonly down: readonly string[]
  readonly up: readonly string[]
  /** Whether a parent has one such child at most. */
  readonly isOne: boolean
  /** Whether the columns may point into several tables. */
  readonly isMorph: boolean
  /** Whether definition() of the child makes a parent where none is given. */
  readonly makesParent: boolean
}

export interface ProjectGraph {
  readonly nodes: readonly GraphNode[]
  readonly links: readonly GraphLink[]
  /** Factories that are missing, or whose definition() could not be called, and why. */
  readonly problems: readonly GraphProblem[]
}

export interface GraphProblem {
  readonly factory: string
  /** Whether the factory itself cannot be used, or only its definition() could not be called. */
  readonly part: 'factory' | 'definition'
  readonly reason: string
}
