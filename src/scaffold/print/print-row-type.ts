import type { DatabaseTable } from '../../database/schema/database-schema.js'
import type { Language } from '../detect-language.js'
import type { RowColumn } from '../plan/row-columns.js'
import { LINE_WIDTH } from './fit-code.js'
import { printComment } from './print-comment.js'
import { propertyName } from './property-name.js'

/** The interface of a table's rows; in JavaScript the comment that stands for it. */
export function printRowType(name: string, table: DatabaseTable, columns: readonly RowColumn[], { variant }: Language): string {
  const title = `A row of "${table.name}", as the database returns it.${table.comment === undefined ? '' : ` ${sentence(table.comment)}`}`
  if (variant !== 'ts') return javaScriptType(name, title, columns)
  const comments = new Map(table.columns.map((column) => [column.name, column.comment]))
  const lines = columns.map((column) => `${printColumnComment(comments.get(column.name))}${rowTypeLine(column)}\n`)
  return `${printComment(title, 0)}\nexport interface ${name} {\n${lines.join('')}}`
}

/** A column's line in an interface. */
function rowTypeLine({ name, type }: Pick<RowColumn, 'name' | 'type'>): string {
  const short = `  ${propertyName(name)}: ${type}`
  if (short.length <= LINE_WIDTH || !type.includes(' | ')) return short
  return `  ${propertyName(name)}:\n${type.split(' | ').map((one) => `    | ${one}`).join('\n')}`
}

function printColumnComment(comment: string | undefined): string {
  return comment === undefined || comment.trim() === '' ? '' : `${printComment(sentence(comment), 2)}\n`
}

function javaScriptType(name: string, title: string, columns: readonly RowColumn[]): string {
  const lines = columns.map((column) => ` *   ${propertyName(column.name)}: ${column.type},\n`)
  return `/**\n * ${title.replace(/\*\//g, '* /').replace(/\s+/g, ' ')}\n * @typedef {{\n${lines.join('')} * }} ${name}\n */`
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?:]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
