// A table whose key is named after it, in a schema.
import { Factory, type Attributes, type Insertable } from 'seedkit'

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
