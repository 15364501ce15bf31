import { OutputError } from './output-error.js'

type Write = typeof process.stdout.write

/** The two streams of the process: nothing else in seedkit writes to them. */
export class Terminal {
  readonly #stdout = process.stdout
  readonly #stderr = process.stderr
  readonly #write: Write = process.stdout.write.bind(process.stdout)

  #isBroken = false
  /** Told, once, that something cannot be printed. */
  whenBroken: (error: OutputError) => void = () => {}

  constructor() {
    this.#stdout.on('error', (cause) => this.#failed('stdout', cause))
    this.#stderr.on('error', (cause) => this.#failed('stderr', cause))
  }

  /** Spinners and colours are for people: both streams a terminal, and nothing in the environment against it. */
  get isInteractive(): boolean {
    const { CI, NO_COLOR, TERM } = process.env
    if (isOn(CI) || (NO_COLOR ?? '') !== '' || TERM === 'dumb') return false
    // A pseudo-terminal without a size is nobody's screen, and a spinner on it would never finish clearing its lines.
    return [this.#stdout, this.#stderr].every((stream) => stream.isTTY && stream.columns > 0)
  }

  /** A question needs somebody to read it and somebody to answer it. */
  get canAsk(): boolean {
    return process.stdin.isTTY && this.#stdout.isTTY
  }

  /** Columns of what stdout writes to; 100 where that is no terminal. */
  get width(): number {
    return this.#stdout.isTTY && this.#stdout.columns > 0 ? this.#stdout.columns : 100
  }

  out(line: string): void {
    this.#write(`${line}\n`)
  }

  err(line: string): void {
    this.#stderr.write(`${line}\n`)
  }

  /** From now on only `out` reaches stdout: what the project's own code prints goes to stderr. */
  reserveStdout(): void {
    this.#stdout.write = this.#stderr.write.bind(this.#stderr)
  }

  #failed(stream: 'stdout' | 'stderr', cause: NodeJS.ErrnoException): void {
    // A reader that went away (`| head`) is no fault of the run.
    if (cause.code === 'EPIPE' || cause.code === 'ERR_STREAM_DESTROYED' || this.#isBroken) return
    this.#isBroken = true
    this.whenBroken(OutputError.failed({ stream, cause }))
  }

  /** Resolves when everything written so far has left the process, however slow the reader is. */
  async flush(): Promise<void> {
    // Writes keep their order, so the end of an empty one is the end of all before it; a closed stream answers as well.
    await new Promise<void>((resolve) => void this.#write('', () => resolve()))
    await new Promise<void>((resolve) => void this.#stderr.write('', () => resolve()))
  }
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}
