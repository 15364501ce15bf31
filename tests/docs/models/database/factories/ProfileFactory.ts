import { Factory, type Attributes, type Insertable } from 'seedkit'
import { UserFactory } from './UserFactory.js'

export interface Profile { id: number; user_id: number }
export class ProfileFactory extends Factory<Profile> {
  readonly table = 'profiles'
  definition(): Attributes<Insertable<Profile>> {
    return { user_id: this.factory(UserFactory) }
  }
}
