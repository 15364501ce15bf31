import { CommanderError } from 'commander'
import { Context } from './context.js'
import { endProcess } from './end-process.js'
import { EXIT_CODES, exitCodeOf } from './exit-codes.js'
import { printError } from './print-error.js'
import { createProgram } from './program.js'
import { Terminal } from './terminal.js'

/** Runs the command line given and leaves the exit code to the process, with everything printed. */
export async function main(argv: readonly string[]): Promise<void> {
  const terminal = new Terminal()
  const context = new Context(terminal)
  terminal.whenBroken = (error) => {
    context.fail(exitCodeOf(error))
    printError(terminal, error, {})
  }
  try {
    await createProgram(context).parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message already.
      context.fail(error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage)
    } else {
      context.fail(exitCodeOf(error))
      printError(terminal, error, { debug: argv.includes('--debug') })
    }
  }
  await terminal.flush()
  endProcess(context)
}
