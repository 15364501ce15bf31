import { readFileSync } from 'node:fs'

import type { SourcePosition } from './load-fault.js'

/** A module that a source names in an import, an export or a require. */
export interface ImportSpecifier {
  readonly text: string
  readonly position: SourcePosition
}

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g

/** The modules that a file names, by a look at its text: good enough to point at a line, not to run by. */
export function importSpecifiers(file: string): readonly ImportSpecifier[] {
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(SPECIFIER)].map((match) => {
    const text = match[2] ?? ''
    const before = source.slice(0, match.index + match[0].length - text.length - 2).split('\n')
    const column = (before.at(-1) ?? '').length + 1
    return { text, position: { file, line: before.length, column } }
  })
}
