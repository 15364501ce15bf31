/** @import { Knex } from 'knex' */
import { fakeComment, fakePost, fakeUser } from '../blog/faker-rows.js'
import { COMMENTS_PER_POST, POSTS_PER_USER } from '../blog/shape.js'
import { insertForKeys } from './insert-for-keys.js'

/** @type {Readonly<Record<string, (connection: Knex, users: number, chunkRows: number) => Promise<void>>>} */
export const knexTools = {
  /** Table by table: all rows of one, then all of the next. */
  'knex-whole': (connection, count, chunkRows) => connection.transaction(async (trx) => {
    await trx.batchInsert('users', Array.from({ length: count }, (_, index) => fakeUser(index)), chunkRows)
    const users = await trx('users').orderBy('id').pluck('id')
    await trx.batchInsert('posts', users.flatMap((id) => Array.from({ length: POSTS_PER_USER }, () => fakePost(id))), chunkRows)
    const posts = await trx('posts').orderBy('id').select('id', 'user_id')
    await trx.batchInsert('comments', posts.flatMap((post) => Array.from({ length: COMMENTS_PER_POST }, () => fakeComment(post.id, post.user_id))), chunkRows)
  }),
  /** A chunk of users, their posts, the comments on them; then the next chunk. */
  'knex-chunks': (connection, count, chunkRows) => connection.transaction(async (trx) => {
    for (let from = 0; from < count; from += chunkRows) {
      const users = Array.from({ length: Math.min(chunkRows, count - from) }, (_, index) => fakeUser(from + index))
      const userIds = await insertForKeys(trx, 'users', users)
      for (let first = 0; first < userIds.length; first += chunkRows / POSTS_PER_USER) {
        const authors = userIds.slice(first, first + chunkRows / POSTS_PER_USER)
        const posts = authors.flatMap((id) => Array.from({ length: POSTS_PER_USER }, () => fakePost(id)))
        const postIds = await insertForKeys(trx, 'posts', posts)
        const comments = posts.flatMap((post, index) => Array.from({ length: COMMENTS_PER_POST }, () => fakeComment(Number(postIds[index]), post.user_id)))
        await trx.batchInsert('comments', comments, chunkRows)
      }
    }
  }),
}
