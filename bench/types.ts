import type { Knex } from 'knex'
import type { Stopwatch } from './stopwatch.js'

export type EngineName = 'better-sqlite3' | 'sqlite3' | 'pg' | 'mariadb'
export type SizeName = 'XS' | 'S' | 'M' | 'L' | 'XL'
export type ExperimentName = 'blog' | 'one-row' | 'make' | 'unique' | 'start-up' | 'statements'

/** A database that is measured, and how the bench gets along with it. */
export interface Engine {
  readonly name: EngineName
  /** What seedkit verifies the foreign keys of at once: a call of `insert()`, or whole runs only. */
  readonly verifies: 'calls' | 'runs'
  /** Rows of one multi-row INSERT of Knex's. */
  readonly chunkRows: number
  /** The server's process names where it runs on this machine, to read its CPU time; none for a library or a server elsewhere. */
  readonly serverProcesses: readonly string[]
  /** An empty place (a schema, a database, a folder) of this name, whatever was there before. */
  renew(place: string): Promise<void>
  remove(place: string): Promise<void>
  /** Has what is left of earlier work done before the next is timed. */
  settle(): Promise<void>
  /** Settings of a Knex instance that works in the place, with foreign keys enforced. */
  settings(place: string): Knex.Config
  /** Its version, and what it does for durability. */
  describe(place: string): Promise<string>
}

/** One measurement to make, in a process of its own. */
export interface Job {
  readonly experiment: ExperimentName
  readonly size: SizeName
  readonly engine: EngineName | 'none'
  readonly tool: string
  /** How much of it: users of the blog, rows of the others. */
  readonly units: number
  /** Where its tables are. */
  readonly place: string
}

/** What is ready to be run. */
export interface Opened {
  run(watch: Stopwatch): Promise<void>
  close(): Promise<void>
}

/** A job with everything ready that is not timed. */
export interface Trial extends Opened {
  /** Rows (or processes) that `run` makes. */
  readonly rows: number
  /** What was counted while it ran. */
  readonly counts?: () => Counts
}

export type Counts = Readonly<Record<string, number>>

/** What is measured: its tables are made and checked here, in the process that starts those of the trials. */
export interface Experiment {
  readonly name: ExperimentName
  readonly engines: 'each' | 'none'
  /** What is not to be timed, or takes long beside what it shows, is run less often than the rest. */
  readonly mostRuns: number
  /** Units of the trial before the one that is timed, in the same process. */
  readonly warmUp: number
  units(size: SizeName): number
  tools(engine: EngineName | 'none'): readonly string[]
  /** Makes the tables of a job, in a place that is empty. */
  setUp(job: Job): Promise<void>
  /** Proves that what the job left is right; gives what it counted. Throws where it is not. */
  check(job: Job): Promise<Counts>
}

/** What a process reports of its job. */
export type Outcome =
  | { readonly refused: string }
  | {
      readonly rows: number
      readonly milliseconds: number
      /** CPU time of the process, in microseconds. */
      readonly clientMicros: number
      /** CPU time of the server's processes, in microseconds; null where it cannot be read. */
      readonly serverMicros: number | null
      /** CPU time of everything else on the machine, in microseconds; null where it cannot be read. */
      readonly otherMicros: number | null
      /** The most memory that the process held (VmHWM); null where it cannot be read. */
      readonly peakBytes: number | null
      readonly counts: Counts
    }

export type Measurement = Omit<Job, 'place' | 'units'> & { readonly outcome: Outcome }

/** The machine and the versions that measurements were made with. */
export interface Setting {
  readonly machine: string
  readonly packages: string
  readonly engines: Readonly<Partial<Record<EngineName, string>>>
}

/** Everything that one call of the bench found. */
export interface Findings {
  readonly date: string
  readonly setting: Setting
  readonly measurements: readonly Measurement[]
}

/** Writes the same rows, ready-made, the fastest way that the engine has. */
export interface Loader {
  load(rows: BlogRows): Promise<void>
  close(): Promise<void>
}

export interface BlogRows {
  readonly users: readonly UserRow[]
  readonly posts: readonly PostRow[]
  readonly comments: readonly CommentRow[]
}
export interface UserRow {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly bio: string
  readonly created_at: Date
}
export interface PostRow {
  readonly id: number
  readonly user_id: number
  readonly title: string
  readonly body: string
  readonly published_at: Date | null
}
export interface CommentRow {
  readonly id: number
  readonly post_id: number
  readonly user_id: number
  readonly body: string
  readonly created_at: Date
}
