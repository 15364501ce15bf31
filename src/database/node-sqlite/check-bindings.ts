import { nodeSqliteModule } from './node-sqlite-module.js'

let cutsText: boolean | undefined

/**
 * Refuses values that `node:sqlite` would not take for what they are: it takes a first object for names and values, in newer versions booleans for numbers,
 * and in Node.js 22 it gives text back up to the first NUL.
 */
export function checkBindings(bindings: readonly unknown[]): void {
  for (const value of bindings) {
    if (typeof value === 'string') refuseCutText(value)
    else if (!isBindable(value)) throw new TypeError('SQLite can only bind numbers, strings, bigints, buffers, and null')
  }
}

function isBindable(value: unknown): boolean {
  return value === null || typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint8Array
}

function refuseCutText(text: string): void {
  cutsText ??= doesCutText()
  if (cutsText && text.includes('\0')) throw new TypeError(`text with NUL (0x00) is cut by the SQLite of Node.js ${process.version}; other drivers keep it`)
}

function doesCutText(): boolean {
  const sqlite = nodeSqliteModule()
  if (sqlite === undefined) return false
  const database = new sqlite.DatabaseSync(':memory:', { readOnly: false })
  try {
    return database.prepare("select 'a' || char(0) || 'b' as text").get()?.['text'] !== 'a\0b'
  } finally {
    database.close()
  }
}
