import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SeedkitError } from '../errors.js'
import { InterruptedError } from './interrupted-error.js'
import { maskSecrets } from './mask-secrets.js'
import type { Terminal } from './terminal.js'

const MAX_LENGTH = 4096

/** Prints an error for people, on stderr: what happened, where, and the way out. `debug` adds stacks and causes. */
export function printError(terminal: Terminal, error: unknown, options: { readonly debug?: boolean | undefined }): void {
  if (error instanceof InterruptedError) return terminal.err(error.message)
  terminal.err(shown(`${titleOf(error)}: ${messageOf(error)}`))
  if (error instanceof SeedkitError && error.hint !== undefined) terminal.err(shown(`  ${error.hint}`))
  if (options.debug === true) {
    terminal.err('')
    for (const line of debugLines(error)) terminal.err(shown(line))
    return
  }
  const place = placeInProject(error)
  if (place !== undefined) terminal.err(`  at ${place}`)
  if (!(error instanceof SeedkitError)) terminal.err('  Run again with --debug to see the stack.')
}

function titleOf(error: unknown): string {
  return error instanceof SeedkitError || !(error instanceof Error) ? 'Error' : error.name
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // An AggregateError (a refused connection on two addresses) has no message of its own.
  if (error.message === '' && error instanceof AggregateError) return error.errors.map(messageOf).join('; ')
  return error.message === '' ? 'no message' : error.message
}

/** The stack of the error and of each cause; only stacks, since properties may hold settings or values of rows. */
function* debugLines(error: unknown): Generator<string> {
  const seen = new Set<unknown>()
  let current = error
  while (current instanceof Error && !seen.has(current)) {
    const code = 'code' in current && typeof current.code === 'string' ? ` [${current.code}]` : ''
    yield `${seen.size === 0 ? '' : 'Caused by: '}${current.name}${code}: ${messageOf(current)}`
    yield* framesOf(current)
    seen.add(current)
    current = current.cause
  }
}

function framesOf(error: Error): readonly string[] {
  return (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
}

/** The innermost line of the error, or of what caused it, that lies in the project's own files. */
function placeInProject(error: unknown): string | undefined {
  const seen = new Set<unknown>()
  let place: string | undefined
  for (let current = error; current instanceof Error && !seen.has(current); current = current.cause) {
    seen.add(current)
    for (const frame of framesOf(current)) {
      const found = placeOf(frame)
      if (found === undefined) continue
      place = found
      break
    }
  }
  return place
}

function placeOf(frame: string): string | undefined {
  const match = /\(?((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/.exec(frame.replace(/^\s+at (?:async )?/, ''))
  if (match === null) return undefined
  const [, location = '', line, column] = match
  const bare = location.replace(/\?.*$/, '')
  const path = bare.startsWith('file://') ? fileURLToPath(bare) : bare
  const isForeign = path.startsWith('node:') || /[\\/]node_modules[\\/]/.test(path) || path.startsWith(OWN_FOLDER)
  if (isForeign || !/\.[cm]?[jt]sx?$/.test(path)) return undefined
  return `${relative(process.cwd(), path)}:${line}:${column}`
}

/** Where seedkit itself lies: `dist/` or `src/`. */
const OWN_FOLDER = fileURLToPath(new URL('..', import.meta.url))

function shown(text: string): string {
  const masked = maskSecrets(text)
  return masked.length > MAX_LENGTH ? `${masked.slice(0, MAX_LENGTH)}…` : masked
}
