import type { Context } from './context.js'
import { exitCodeOf } from './exit-codes.js'
import { printError } from './print-error.js'

/** Runs the body of a command; an error is printed and becomes the exit code. */
export async function runAction(
  context: Context,
  flags: { readonly debug?: boolean | undefined },
  body: () => Promise<void>,
): Promise<void> {
  try {
    await body()
  } catch (error) {
    context.fail(exitCodeOf(error))
    printError(context.terminal, error, flags)
  }
}
