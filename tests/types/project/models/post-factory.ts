// belongsTo, morphMany and a lazy attribute over final attributes.
import { Factory, type Attributes, type Insertable } from 'seedkit'
import { CommentFactory } from './comment-factory.js'
import { UserFactory } from './user-factory.js'

export interface Post { id: number; title: string; slug: string; user_id: number; editor_id: number | null; published: boolean }
export type NewPost = Insertable<Post, 'published'>
export class PostFactory extends Factory<Post, NewPost> {
  readonly table = 'posts'
  readonly relations = {
    author: this.belongsTo(() => UserFactory, 'user_id'),
    editor: this.belongsTo(() => UserFactory, 'editor_id'),
    comments: this.morphMany(() => CommentFactory, 'commentable'),
  }
  definition(): Attributes<NewPost> {
    return { title: this.faker.lorem.sentence(), slug: ({ attributes }) => attributes.title.toLowerCase(), user_id: this.factory(UserFactory).admin() }
  }
  published() { return this.state({ published: true }) }
}
