import { SeedkitError } from '../errors.js'
import { placeText } from '../support/call-place.js'
import { thrownMessage } from '../support/thrown-message.js'
import { InterruptedError } from './interrupted-error.js'
import { maskSecrets } from './mask-secrets.js'
import type { Terminal } from './terminal.js'

const MAX_LENGTH = 4096

/** Prints an error for people, on stderr: what happened, where, and the way out. `debug` adds stacks and causes. */
export function printError(terminal: Terminal, error: unknown, options: { readonly debug?: boolean | undefined }): void {
  if (error instanceof InterruptedError) return terminal.err(error.message)
  terminal.err(shown(`${titleOf(error)}: ${thrownMessage(error)}`))
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

/** The stack of the error and of each cause; only stacks, since properties may hold settings or values of rows. */
function* debugLines(error: unknown): Generator<string> {
  for (const [depth, current] of chainOf(error).entries()) {
    const code = 'code' in current && typeof current.code === 'string' ? ` [${current.code}]` : ''
    yield `${depth === 0 ? '' : 'Caused by: '}${current.name}${code}: ${thrownMessage(current)}`
    yield* framesOf(current)
  }
}

function framesOf(error: Error): readonly string[] {
  return (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
}

/**
 * The line of the project's own files where it went wrong. What the project or a driver threw knows better than the
 * error of seedkit around it, whose stack begins at the seeder.
 */
function placeInProject(error: unknown): string | undefined {
  const chain = chainOf(error)
  const thrown = chain.filter((each) => !(each instanceof SeedkitError))
  return placeText({ stack: [...thrown, ...chain].flatMap(framesOf).join('\n') })
}

/** An error and its causes, outermost first. */
function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = []
  let current = error
  while (current instanceof Error && !chain.includes(current)) {
    chain.push(current)
    current = current.cause
  }
  return chain
}

function shown(text: string): string {
  const masked = maskSecrets(text)
  return masked.length > MAX_LENGTH ? `${masked.slice(0, MAX_LENGTH)}…` : masked
}
