// A leaf of the blog, and a table whose key is named after it.
import { Factory, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './post-factory.js'

export interface Comment { id: number; body: string; post_id: number }
export class CommentFactory extends Factory<Comment> {
  readonly table = 'comments'
  readonly relations = { post: this.belongsTo(() => PostFactory, 'post_id') }
  definition(): Attributes<Insertable<Comment>> { return { body: 'b', post_id: this.factory(PostFactory) } }
}

export interface Film { film_id: number; title: string }
export interface Scene { id: number; film_id: number }
export class FilmFactory extends Factory<Film, Insertable<Film, 'film_id'>> {
  readonly table = { schema: 'public', name: 'films' }
  override readonly primaryKey = 'film_id'
  readonly relations = { scenes: this.hasMany(() => SceneFactory, 'film_id') }
  definition(): Attributes<Insertable<Film, 'film_id'>> { return { title: 't' } }
}
export class SceneFactory extends Factory<Scene> {
  readonly table = 'scenes'
  readonly relations = { film: this.belongsTo(() => FilmFactory, 'film_id') }
  definition(): Attributes<Insertable<Scene>> { return { film_id: this.factory(FilmFactory) } }
}
