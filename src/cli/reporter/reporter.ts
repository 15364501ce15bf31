import type { RunEvent } from '../../app/run-event.js'

/** Shows a run to whoever watches it. */
export interface Reporter {
  report(event: RunEvent): void
  /** Leaves the terminal as it was; may be called twice. */
  close(): void
}
