// morphTo, and a video with a morphOne whose columns are named.
import { Factory, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './post-factory.js'

export interface Comment { id: number; body: string; commentable_type: string; commentable_id: number }
export interface Video { id: number; url: string }
type NewComment = Insertable<Comment, 'commentable_type' | 'commentable_id'>
export class CommentFactory extends Factory<Comment, NewComment> {
  readonly table = 'comments'
  readonly relations = { commentable: this.morphTo([() => PostFactory, () => VideoFactory], 'commentable', { types: { posts: 'post' } }) }
  definition(): Attributes<NewComment> { return { body: 'b' } }
}
export class VideoFactory extends Factory<Video> {
  readonly table = 'videos'
  readonly relations = { comment: this.morphOne(() => CommentFactory, { type: 'commentable_type', id: 'commentable_id' }, { type: 'video' }) }
  definition(): Attributes<Insertable<Video>> { return { url: 'u' } }
}
