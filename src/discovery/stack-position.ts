import { absoluteFile, frameFile } from '../support/frame-file.js'
import type { SourcePosition } from './load-fault.js'
import { isDependency } from './own-package.js'

/** The first place in a stack that is the user's own source: neither seedkit, nor a package, nor Node itself. */
export function stackPosition(stack: string): SourcePosition | undefined {
  for (const line of stack.split('\n')) {
    const frame = /^\s+at (?:async )?(.+):(\d+):(\d+)\)?$/.exec(line)
    const file = frame?.[1] === undefined ? undefined : frameFile(frame[1])
    if (file !== undefined && !isDependency(file)) return { file, line: Number(frame?.[2]), column: Number(frame?.[3]) }
  }
  return undefined
}

/**
 * The place that Node puts above the stack of a syntax error: the file and line, the source line, and a caret below
 * the column.
 */
export function headerPosition(stack: string): SourcePosition | undefined {
  const [where = '', , caret = ''] = stack.split('\n')
  const found = /^(.+):(\d+)$/.exec(where)
  const file = found?.[1] === undefined ? undefined : absoluteFile(found[1])
  if (file === undefined || !/^\s*(?:\^+\s*)?$/.test(caret)) return undefined
  // Behind the last line there is nothing to point at.
  return { file, line: Number(found?.[2]), column: Math.max(caret.indexOf('^') + 1, 1) }
}
