import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { importSpecifiers } from './import-specifier.js'
import type { LoadFault, SourcePosition } from './load-fault.js'
import { headerPosition } from './stack-position.js'

/** Source that does not parse, TypeScript or JavaScript; undefined if the error is another one. */
export function syntaxFault(error: Error, file: string): LoadFault | undefined {
  const compiled = /^(.+):(\d+):(\d+): ERROR: (.+)$/m.exec(error.message)
  if (error.name === 'TransformError' && compiled !== null) {
    const [, source = '', line = '', column = '', reason = ''] = compiled
    return fault(compilerPosition(source, Number(line), Number(column)), reason, file)
  }
  if (error.name !== 'SyntaxError') return undefined
  // JSON.parse and new RegExp in the user's code throw a SyntaxError too; theirs has frames of the user's
  const position = headerPosition(error.stack ?? '')
  if (position !== undefined) return fault(position, error.message, file)
  return compiledByNode(error) ? fault(checkedPosition(file), error.message, file) : undefined
}

function fault(position: SourcePosition | undefined, reason: string, file: string): LoadFault {
  return { position, reason, hint: hintFor(reason, position?.file ?? file) }
}

function hintFor(reason: string, file: string): string | undefined {
  const extension = path.extname(file).endsWith('ts') ? '.mts' : '.mjs'
  const module = `Add "type": "module" to package.json or rename the file to ${extension}.`
  if (/^Top-level await|^await is only valid/.test(reason)) return `Top-level await needs an ES module. ${module}`
  return /^Cannot use import statement|^Unexpected token 'export'/.test(reason) ? module : undefined
}

/** The compiler counts columns from 0 and in bytes, and calls a .cts or .mts file .ts. */
function compilerPosition(source: string, line: number, column: number): SourcePosition {
  const names = [source, source.replace(/\.ts$/, '.cts'), source.replace(/\.ts$/, '.mts')]
  const file = names.find((name) => existsSync(name)) ?? source
  const text = existsSync(file) ? (readFileSync(file, 'utf8').split('\n')[line - 1] ?? '') : ''
  return { file, line, column: Buffer.from(text).subarray(0, column).toString().length + 1 }
}

function compiledByNode(error: Error): boolean {
  return /^\s+at (?:compileSourceTextModule|new ModuleWrap|wrapSafe)\b/m.test(error.stack ?? '')
}

/** Node 20 does not say where an ES module fails to parse, unless it is asked to check the file alone. */
function checkedPosition(file: string, checked = new Set<string>()): SourcePosition | undefined {
  if (checked.has(file) || checked.size >= 25 || !/\.[cm]?js$/.test(file) || !existsSync(file)) return undefined
  checked.add(file)
  const { stderr, status } = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8', timeout: 10_000 })
  if (status !== 0) return headerPosition(stderr)
  for (const { text } of importSpecifiers(file).filter((one) => one.text.startsWith('.'))) {
    const position = checkedPosition(path.resolve(path.dirname(file), text), checked)
    if (position !== undefined) return position
  }
  return undefined
}
