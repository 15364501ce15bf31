import type { Draft } from '../draft.js'

// Only rows that collided with others; they live as long as the rows.
const rows = new WeakMap<Draft, Draft>()
const attempts = new WeakMap<Draft, Draft>()

/** A row is drawn anew: the attempt stands for it from now on. */
export function drawnAnew(row: Draft, attempt: Draft): void {
  rows.set(attempt, row)
  attempts.set(row, attempt)
}

/** The row that an attempt at it stands for; any other is itself. */
export function rowOfAttempt(draft: Draft): Draft {
  return rows.get(draft) ?? draft
}

/** What the row is as it was drawn last. */
export function lastAttempt(draft: Draft): Draft {
  const row = rowOfAttempt(draft)
  return attempts.get(row) ?? row
}
