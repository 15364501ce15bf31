import { Factory, type Attributes, type Insertable } from 'seedkit'
import { CommentFactory } from './CommentFactory.js'
import type { Tag } from './TagFactory.js'
import { UserFactory } from './UserFactory.js'

export interface Post {
  id: number
  user_id: number
  title: string
  slug: string
  body: string
  created_at: Date
  published_at: Date | null
}
type NewPost = Insertable<Post>

/** A draft, until it is `published()`. */
export class PostFactory extends Factory<Post, NewPost> {
  readonly table = 'posts'
  readonly relations = {
    author: this.belongsTo(() => UserFactory, 'user_id'),
    comments: this.hasMany(() => CommentFactory, 'post_id'),
  }

  definition(): Attributes<NewPost> {
    return {
      user_id: this.factory(UserFactory),
      title: this.faker.lorem.sentence({ min: 3, max: 7 }).replace('.', ''),
      slug: ({ attributes, faker }) => faker.helpers.slugify(attributes.title).toLowerCase(),
      body: this.faker.lorem.paragraphs(3),
      created_at: this.faker.date.past(),
    }
  }

  published() {
    return this.state({ published_at: ({ attributes, faker }) => faker.date.soon({ days: 30, refDate: attributes.created_at }) })
  }

  /** Gives each post two of the tags. The pivot table is filled with plain Knex, inside the same transaction. */
  tagged(tags: readonly Tag[]) {
    if (tags.length === 0) return this
    return this.afterCreate(async (post, { session }) => {
      const picked = session.faker.helpers.arrayElements(tags, 2)
      await session.db('post_tag').insert(picked.map((tag) => ({ post_id: post.id, tag_id: tag.id })))
    })
  }
}
