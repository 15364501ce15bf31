export const POSTS_PER_USER = 5
export const COMMENTS_PER_POST = 2
/** Rows that come with a user: the user, the posts, the comments on them. */
export const ROWS_PER_USER = 1 + POSTS_PER_USER * (1 + COMMENTS_PER_POST)
