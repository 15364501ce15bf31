/** @import { SizeName } from './types.js' */

/**
 * Users of the blog, each with 5 posts and 10 comments: 160, 16k, 160k, 1.6M and 10M rows. XS is for trying things out.
 * @type {Readonly<Record<SizeName, { readonly users: number, readonly singles: number, readonly made: number, readonly unique: number, readonly starts: number }>>}
 */
export const sizes = {
  XS: { users: 10, singles: 20, made: 200, unique: 100, starts: 1 },
  S: { users: 1000, singles: 1000, made: 50_000, unique: 10_000, starts: 5 },
  M: { users: 10_000, singles: 10_000, made: 200_000, unique: 100_000, starts: 10 },
  L: { users: 100_000, singles: 10_000, made: 200_000, unique: 100_000, starts: 10 },
  XL: { users: 625_000, singles: 10_000, made: 200_000, unique: 100_000, starts: 10 },
}
