import type { LintEvent } from '../../app/lint/lint-event.js'

/** Shows linting to whoever watches it. */
export interface LintReporter {
  report(event: LintEvent): void
  /** Leaves the terminal as it was; may be called twice. */
  close(): void
}
