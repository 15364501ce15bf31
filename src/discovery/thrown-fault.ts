import { SeedkitError } from '../errors/seedkit-error.js'
import type { LoadFault } from './load-fault.js'
import { stackPosition } from './stack-position.js'

/** What the user's code threw while it was loaded. */
export function thrownFault(error: unknown): LoadFault {
  if (!(error instanceof Error)) return { reason: `it throws ${JSON.stringify(error) ?? String(error)}.` }
  const plain = error.name === 'Error' || error instanceof SeedkitError
  return {
    position: stackPosition(error.stack ?? ''),
    reason: plain ? error.message : `${error.name}: ${error.message}`,
    hint: error instanceof SeedkitError ? error.hint : hintFor(error),
  }
}

function hintFor(error: Error & { readonly code?: unknown }): string | undefined {
  if (error.message.startsWith('Class extends value undefined')) {
    return 'The class it extends is undefined: no such export, or files that import each other in a circle.'
  }
  if (/^Cannot access '.+' before initialization/.test(error.message)) {
    return 'Files that import each other may use what they import in functions only, as in "() => PostFactory".'
  }
  if (error.code === 'ERR_REQUIRE_ASYNC_MODULE') {
    return 'A module with top-level await cannot be loaded by require(): import it.'
  }
  if (error.code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return 'A JavaScript file may import TypeScript if the project has a tsconfig.json.'
  }
  return undefined
}
