import type { ColumnPattern } from '../../../database/schema/database-schema.js'

/** Classes by name and escapes that JavaScript writes otherwise. */
const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z', digit: '0-9', alnum: 'a-zA-Z0-9', upper: 'A-Z', lower: 'a-z', space: '\\s', blank: ' \\t', punct: '!-\\/:-@\\[-`{-~', xdigit: '0-9A-Fa-f', word: '\\w', print: ' -~', graph: '!-~', cntrl: '\\x00-\\x1f',
}

/** A pattern of a CHECK as JavaScript has it; undefined where it cannot be said there. */
export function patternToRegExp({ source, language, ignoresCase }: ColumnPattern): RegExp | undefined {
  try {
    return new RegExp(sourceOf(source, language), `s${ignoresCase || source.startsWith('(?i)') ? 'i' : ''}`)
  } catch {
    return undefined
  }
}

/** The pattern's source, in JavaScript's words. */
export function sourceOf(source: string, language: ColumnPattern['language']): string {
  if (language === 'like') return `^${source.replace(/\\?[\s\S]/g, likePart)}$`
  if (language === 'glob') return `^${source.replace(/\[[^\]]*\]|[\s\S]/g, globPart)}$`
  return source
    .replace(/^\(\?[a-z]+\)|^\*\*\*[:=]/, '')
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole)
    .replaceAll(/\\[mMy]/g, '\\b')
    .replaceAll('\\A', '^')
    .replaceAll(/\\[Zz]/g, '$')
}

function likePart(part: string): string {
  if (part === '%') return '.*'
  if (part === '_') return '.'
  return escaped(part.length === 2 ? part.slice(1) : part)
}

function globPart(part: string): string {
  if (part === '*') return '.*'
  if (part === '?') return '.'
  return part.length > 1 ? part.replaceAll('\\', '\\\\') : escaped(part)
}

function escaped(letter: string): string {
  return letter.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')
}
