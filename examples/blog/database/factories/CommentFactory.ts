import { Factory, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './PostFactory.js'

export interface Comment { id: number; post_id: number; author_name: string; body: string; created_at: Date }
type NewComment = Insertable<Comment>

export class CommentFactory extends Factory<Comment, NewComment> {
  readonly table = 'comments'
  readonly relations = {
    post: this.belongsTo(() => PostFactory, 'post_id'),
  }

  definition(): Attributes<NewComment> {
    return {
      post_id: this.factory(PostFactory),
      author_name: this.faker.person.firstName(),
      body: this.faker.lorem.sentences({ min: 1, max: 3 }),
      created_at: this.faker.date.recent({ days: 60 }),
    }
  }
}
