import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** A point in the user's code, remembered as frames; only `placeText` turns it into text. */
export interface CallPlace {
  readonly stack?: string
}

const OWN_FOLDER = fileURLToPath(new URL('../', import.meta.url))

/** Remembers where the caller of `above` stands. Cheap: V8 makes the text of a stack when it is first read. */
export function callPlace(above: (...args: never[]) => unknown): CallPlace {
  const place: { stack?: string } = {}
  Error.captureStackTrace(place, above)
  return place
}

/**
 * `file:line:column` of the first frame that is neither seedkit's, nor a package's, nor Node's; undefined if there is
 * none.
 */
export function placeText(place: CallPlace): string | undefined {
  for (const line of (place.stack ?? '').split('\n')) {
    const match = /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*):(\d+):(\d+)\)?$/.exec(line)
    if (match === null) continue
    const [, where = '', row, column] = match
    const file = where.startsWith('file://') ? fileURLToPath(where) : where
    if (file.startsWith(OWN_FOLDER) || /[\\/]node_modules[\\/]/.test(file)) continue
    return `${path.relative(process.cwd(), file)}:${row}:${column}`
  }
  return undefined
}
