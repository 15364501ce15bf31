import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { frameFile } from './frame-file.js'

/** A point in the user's code, remembered as frames; only `placeText` turns it into text. */
export interface CallPlace {
  readonly stack?: string
}

/** Where seedkit itself lies, compiled or as a source map tells it. */
const OWN_FOLDERS = ['../../dist/', '../../src/', '../../bin/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)))

/**
 * Remembers where the caller of `above` stands, or where whoever awaits the code that asks does. V8 makes the text of a stack when it is first read, but
 * takes 10 microseconds to walk it: nothing for every row.
 */
export function callPlace(above?: (...args: never[]) => unknown): CallPlace {
  const place: { stack?: string } = {}
  Error.captureStackTrace(place, above)
  return place
}

/**
 * `file:line:column` of the first frame that is neither seedkit's, nor a package's, nor Node's; undefined if there is
 * none.
 */
export function placeText(place: CallPlace): string | undefined {
  const [frame] = foreignFrames(place.stack)
  const found = frame === undefined ? undefined : positionIn(frame)
  return found && `${path.relative(process.cwd(), found.file)}:${found.line}:${found.column}`
}

/** The lines of a stack that stand in the user's own files. */
export function foreignFrames(stack: string | undefined): readonly string[] {
  return (stack ?? '').split('\n').filter((frame) => {
    const file = positionIn(frame)?.file
    return file !== undefined && !/[\\/]node_modules[\\/]/.test(file) && !OWN_FOLDERS.some((own) => file.startsWith(own))
  })
}

interface Position {
  readonly file: string
  readonly line: string
  readonly column: string
}

function positionIn(frame: string): Position | undefined {
  const [, location, line = '', column = ''] = /^\s+at (?:async )?(.+):(\d+):(\d+)\)?$/.exec(frame) ?? []
  const file = location === undefined ? undefined : frameFile(location)
  return file === undefined ? undefined : { file, line, column }
}
