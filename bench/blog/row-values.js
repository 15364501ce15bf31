/** @import { CommentRow, PostRow, UserRow } from '../types.js' */

/**
 * @template Row
 * @typedef {{ readonly table: 'users' | 'posts' | 'comments', readonly columns: string, values(row: Row): readonly (string | number | null)[] }} RowValues
 */

/**
 * The columns of each table and a row's values in their order, with dates as SQLite gets them of its drivers: in milliseconds.
 * @type {{ readonly users: RowValues<UserRow>, readonly posts: RowValues<PostRow>, readonly comments: RowValues<CommentRow> }}
 */
export const rowValues = {
  users: {
    table: 'users',
    columns: 'id, name, email, bio, created_at',
    values: (row) => [row.id, row.name, row.email, row.bio, row.created_at.getTime()],
  },
  posts: {
    table: 'posts',
    columns: 'id, user_id, title, body, published_at',
    values: (row) => [row.id, row.user_id, row.title, row.body, row.published_at === null ? null : row.published_at.getTime()],
  },
  comments: {
    table: 'comments',
    columns: 'id, post_id, user_id, body, created_at',
    values: (row) => [row.id, row.post_id, row.user_id, row.body, row.created_at.getTime()],
  },
}
