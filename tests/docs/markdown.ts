import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { repository } from '../support/source-files.js'

export interface Block {
  readonly language: string
  readonly text: string
  /** The first line's comment, where that is a path: the block is that file. */
  readonly file: string | undefined
  readonly line: number
}

export interface Page {
  /** `README`, `factories` */
  readonly name: string
  readonly text: string
  readonly blocks: readonly Block[]
}

/** README.md and every page of docs. */
export function readPages(): readonly Page[] {
  const docs = path.join(repository, 'docs')
  const names = readdirSync(docs).filter((name) => name.endsWith('.md')).toSorted()
  return [readPage(path.join(repository, 'README.md')), ...names.map((name) => readPage(path.join(docs, name)))]
}

function readPage(file: string): Page {
  const text = readFileSync(file, 'utf8')
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map((match): Block => {
    const [, language = '', body = ''] = match
    return { language, text: body, file: /^\/\/ (\S+\.ts)\n/.exec(body)?.[1], line: text.slice(0, match.index).split('\n').length }
  })
  return { name: path.basename(file, '.md'), text, blocks }
}

/** The rows of every table below a heading, cells trimmed. */
export function tableBelow(page: Page, heading: string): readonly (readonly string[])[] {
  const section = page.text.split(/^##? /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
}
