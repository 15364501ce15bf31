// one of several mutually recursive factories in files of their own.
import { Factory, type Attributes, type Insertable } from 'seedkit'
import { UserFactory } from './user-factory.js'

export interface Team { id: number; name: string }
export class TeamFactory extends Factory<Team> {
  readonly table = 'teams'
  readonly relations = { members: this.hasMany(() => UserFactory, 'team_id') }
  definition(): Attributes<Insertable<Team>> { return { name: this.faker.company.name() } }
}
