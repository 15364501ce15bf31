/** @import { BlogRows } from '../types.js' */
import { fakeComment, fakePost, fakeUser } from './faker-rows.js'
import { COMMENTS_PER_POST, POSTS_PER_USER } from './shape.js'

/**
 * A whole blog in memory, keys included.
 * @param {number} count users
 * @returns {BlogRows}
 */
export function readyRows(count) {
  const users = Array.from({ length: count }, (_, index) => ({ id: index + 1, ...fakeUser(index) }))
  const posts = users.flatMap((user) =>
    Array.from({ length: POSTS_PER_USER }, (_, index) => ({ id: (user.id - 1) * POSTS_PER_USER + index + 1, ...fakePost(user.id) })))
  const comments = posts.flatMap((post) =>
    Array.from({ length: COMMENTS_PER_POST }, (_, index) => ({ id: (post.id - 1) * COMMENTS_PER_POST + index + 1, ...fakeComment(post.id, post.user_id) })))
  return { users, posts, comments }
}
