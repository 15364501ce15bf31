import { Factory, type Attributes, type Insertable } from 'seedkit'

export interface Team { id: number; name: string }
export type NewTeam = Insertable<Team>
export class TeamFactory extends Factory<Team, NewTeam> {
  readonly table = 'teams'
  definition(): Attributes<NewTeam> {
    return { name: this.faker.company.name() }
  }
}
