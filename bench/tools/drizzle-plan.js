import { COMMENTS_PER_POST, POSTS_PER_USER } from '../blog/shape.js'

/** @typedef {ReturnType<typeof import('drizzle-seed').getGeneratorsFunctions>} Generators */
/** @typedef {ReturnType<Generators['email' | 'fullName' | 'loremIpsum' | 'timestamp' | 'weightedRandom']>} Generator */
/** @typedef {{ count?: number, columns: Record<string, Generator>, with?: Record<string, number> }} TablePlan */

/**
 * The recipe with drizzle-seed's own generators; the counts of sentences come closest to faker's texts
 * (148, 49, 298 and 36 characters on average there, 161, 54, 322 and 54 here). A comment's author is any user: it cannot be said to be the post's.
 * @param {number} users
 * @returns {(generators: Generators) => { users: TablePlan, posts: TablePlan, comments: TablePlan }}
 */
export const drizzlePlan = (users) => (generators) => ({
  users: {
    count: users,
    columns: {
      name: generators.fullName(),
      email: generators.email(),
      bio: generators.loremIpsum({ sentencesCount: 3 }),
      created_at: generators.timestamp(),
    },
    with: { posts: POSTS_PER_USER },
  },
  posts: {
    columns: {
      title: generators.loremIpsum(),
      body: generators.loremIpsum({ sentencesCount: 6 }),
      published_at: generators.weightedRandom([
        { weight: 0.5, value: generators.timestamp() },
        { weight: 0.5, value: generators.default({ defaultValue: null }) },
      ]),
    },
    with: { comments: COMMENTS_PER_POST },
  },
  comments: { columns: { body: generators.loremIpsum(), created_at: generators.timestamp() } },
})
