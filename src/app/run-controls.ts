import type { ForeignKeyMode } from '../config/foreign-key-mode.js'
import type { GuardOptions } from './guard-production.js'
import type { ProjectOptions } from './load-project-config.js'
import type { RunEvent } from './run-event.js'

/** What every run is told, whatever it runs. */
export interface RunControls extends ProjectOptions, GuardOptions {
  /** Name of the connection; the configuration's default one if left out. */
  readonly connection?: string | undefined
  /** Goes before the configuration's seed; without either a random one is drawn. */
  readonly seed?: number | undefined
  /** When foreign keys are checked, row by row or once; goes before the configuration's. */
  readonly foreignKeys?: ForeignKeyMode | undefined
  /** Runs everything, then rolls back. */
  readonly dryRun?: boolean | undefined
  /** Ends with an event that says why the rows were made. */
  readonly explain?: boolean | undefined
  /** Told of everything that happens, in order. */
  readonly onEvent?: ((event: RunEvent) => void) | undefined
  /** Told right before COMMIT is sent: from then on the rows may be stored, and aborting changes nothing any more. */
  readonly onCommit?: (() => void) | undefined
  /** Aborting it fails the run with the signal's reason and rolls back, until COMMIT is sent. */
  readonly signal?: AbortSignal | undefined
}
