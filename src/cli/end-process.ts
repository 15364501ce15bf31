import type { Context } from './context.js'

/** The process has to end within a second of its last line; what is still at work then is of no use any more. */
const GRACE = 500

/** Lets the process end by itself; if something of the project's keeps it alive, says what and ends it. */
export function endProcess(context: Context): void {
  const { terminal } = context
  process.exitCode = context.exitCode
  // A failure may still come in, and the project's code may still call process.exit() with a code of its own.
  process.on('exit', () => {
    process.exitCode = context.exitCode
  })
  const watchdog = setTimeout(() => {
    const kinds = [...new Set(process.getActiveResourcesInfo().filter((kind) => !OWN.has(kind)))]
    const named = kinds.length === 0 ? 'an unknown handle' : kinds.join(', ')
    if (!context.isCutShort) terminal.err(`The project's code left something open (${named}); seedkit ends without it.`)
    void terminal.flush().then(() => process.exit(context.exitCode))
  }, GRACE)
  watchdog.unref()
}

/** The standard streams and what flushing them takes. */
const OWN: ReadonlySet<string> = new Set(['TTYWrap', 'PipeWrap', 'TickObject', 'Immediate', 'WriteWrap', 'FSReqCallback'])
