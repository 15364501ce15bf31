import { Factory, type Attributes, type Insertable } from 'seedkit'
import { CommentFactory } from './CommentFactory.js'
import { UserFactory } from './UserFactory.js'

export interface Post { id: number; title: string; user_id: number; published: boolean }
export type NewPost = Insertable<Post, 'published'>
export class PostFactory extends Factory<Post, NewPost> {
  readonly table = 'posts'
  readonly relations = {
    author: this.belongsTo(() => UserFactory, 'user_id'),
    comments: this.hasMany(() => CommentFactory, 'post_id'),
  }
  definition(): Attributes<NewPost> {
    return { title: this.faker.lorem.sentence(), user_id: this.factory(UserFactory) }
  }
  published() { return this.state({ published: true }) }
}
