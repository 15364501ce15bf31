import { Factory, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './PostFactory.js'

export interface Comment { id: number; body: string; post_id: number; commentable_type: string | null; commentable_id: number | null }
export type NewComment = Insertable<Comment>
export class CommentFactory extends Factory<Comment, NewComment> {
  readonly table = 'comments'
  readonly relations = { post: this.belongsTo(() => PostFactory, 'post_id') }
  definition(): Attributes<NewComment> {
    return { body: this.faker.lorem.sentence(), post_id: this.factory(PostFactory) }
  }
}
