import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** An operation that exists but may never be sent: a query builder nobody awaited. */
export interface DeclaredOperation {
  /** It is on its way; call what this gives once it has ended, well or badly. Afterwards the operation is no longer pending. */
  start(): () => void
  /** It became a part of another operation (a subquery, a printed statement): it need not be started itself. */
  used(): void
}

/** What a tracked handle tells of the operations that go through it. */
export interface OperationTracker {
  /** An operation is on its way; call what this gives once it has ended, well or badly. */
  started(call: string): () => void
  /** An operation was put together; it is pending until it was started and has ended, or was used in another one. */
  declared(call: string): DeclaredOperation
  /** False once the owner of the operations is through: nothing may start any more. */
  isOpen(): boolean
  /** What an operation that comes after the end fails with. It is remembered. */
  late(call: string): Error
}

interface Entry {
  readonly call: string
  readonly trace: { readonly stack?: string }
}

/**
 * Operations of one owner (one run of one seeder) that have not ended yet: the way a forgotten `await` is found.
 *
 * @example
 * const operations = new OperationRegistry({ lateError: (call) => new Error(`${call} came too late`) })
 * const settle = operations.started('factory(UserFactory).create')
 * operations.pending()          // ['factory(UserFactory).create (seeders/UserSeeder.ts:7:5)']
 * settle()
 * operations.close()            // from here on isOpen() is false
 */
export class OperationRegistry implements OperationTracker {
  readonly #lateError: (call: string) => Error
  readonly #pending = new Set<Entry>()
  readonly #late: Error[] = []
  #open = true

  constructor(options: { readonly lateError: (call: string) => Error }) {
    this.#lateError = options.lateError
  }

  started(call: string): () => void {
    return this.#enter(call, this.started)
  }

  declared(call: string): DeclaredOperation {
    const leave = this.#enter(call, this.declared)
    return { start: () => leave, used: leave }
  }

  /** Calls that have not ended, in the order they were made, each with the user's file, line and column where known. */
  pending(): readonly string[] {
    return Array.from(this.#pending, ({ call, trace }) => withPlace(call, trace.stack))
  }

  /** Forbids everything from now on. What is pending stays pending. */
  close(): void {
    this.#open = false
  }

  isOpen(): boolean {
    return this.#open
  }

  late(call: string): Error {
    const error = this.#lateError(call)
    this.#late.push(error)
    return error
  }

  /** Errors of the operations that came after the end. */
  get lateOperations(): readonly Error[] {
    return this.#late
  }

  #enter(call: string, above: (call: string) => unknown): () => void {
    const trace: { stack?: string } = {}
    // Only the frames are taken here, which is cheap; V8 makes the text when `stack` is first read.
    Error.captureStackTrace(trace, above)
    const entry = { call, trace }
    this.#pending.add(entry)
    return () => {
      this.#pending.delete(entry)
    }
  }
}

const OWN_FOLDER = fileURLToPath(new URL('../', import.meta.url))

function withPlace(call: string, stack: string | undefined): string {
  const place = userPlace(stack ?? '')
  return place === undefined ? call : `${call} (${place})`
}

/** The first frame that is neither ours, nor a package's, nor Node's. */
function userPlace(stack: string): string | undefined {
  for (const line of stack.split('\n')) {
    const match = /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*):(\d+):(\d+)\)?$/.exec(line)
    if (match === null) continue
    const [, where = '', row, column] = match
    const file = where.startsWith('file://') ? fileURLToPath(where) : where
    if (file.startsWith(OWN_FOLDER) || /[\\/]node_modules[\\/]/.test(file)) continue
    return `${path.relative(process.cwd(), file)}:${row}:${column}`
  }
  return undefined
}
