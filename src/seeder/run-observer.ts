/** Told of what happens in a run, while it happens. */
export interface RunObserver {
  /** `depth`: 0 for a seeder that was asked for, 1 for one that it calls, and so on. */
  seederStarted?(event: { readonly seeder: string; readonly depth: number }): void
  seederFinished?(event: { readonly seeder: string; readonly depth: number; readonly milliseconds: number }): void
  /** An operation came after its seeder had ended and was refused. */
  lateOperation?(error: Error): void
}
