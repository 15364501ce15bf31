/** @import { CommentRow, PostRow, UserRow } from '../types.js' */

/** Rows of one piece of text: pieces of some 50 kB are sent at once. */
const ROWS_PER_PIECE = 500

/**
 * How a row of each table is written as a line.
 * @typedef {{ users(row: UserRow): string, posts(row: PostRow): string, comments(row: CommentRow): string }} Lines
 */

/**
 * Rows as tab-separated text, the form that COPY and LOAD DATA share; only dates differ.
 * @param {(date: Date) => string} date
 * @returns {Lines}
 */
export function linesWith(date) {
  return {
    users: (row) => `${row.id}\t${escaped(row.name)}\t${escaped(row.email)}\t${escaped(row.bio)}\t${date(row.created_at)}\n`,
    posts: (row) => `${row.id}\t${row.user_id}\t${escaped(row.title)}\t${escaped(row.body)}\t${row.published_at === null ? '\\N' : date(row.published_at)}\n`,
    comments: (row) => `${row.id}\t${row.post_id}\t${row.user_id}\t${escaped(row.body)}\t${date(row.created_at)}\n`,
  }
}

/**
 * The text of rows, piece by piece.
 * @template Row
 * @param {readonly Row[]} rows
 * @param {(row: Row) => string} line
 */
export function* pieces(rows, line) {
  for (let from = 0; from < rows.length; from += ROWS_PER_PIECE) {
    let text = ''
    for (const row of rows.slice(from, from + ROWS_PER_PIECE)) text += line(row)
    yield text
  }
}

const SPECIAL = /[\\\t\n\r]/
/** @type {Readonly<Record<string, string>>} */
const ESCAPES = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** @param {string} text */
function escaped(text) {
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text
}
