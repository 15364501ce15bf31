import { Factory, pivot, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './PostFactory.js'
import { RoleFactory, type RoleUser } from './RoleFactory.js'
import { TeamFactory } from './TeamFactory.js'

export interface User { id: number; name: string; email: string; role: 'admin' | 'member'; team_id: number | null; created_at: Date }
export type NewUser = Insertable<User, 'role' | 'created_at'>
export class UserFactory extends Factory<User, NewUser> {
  readonly table = 'users'
  readonly relations = {
    posts: this.hasMany(() => PostFactory, 'user_id'),
    roles: this.manyToMany(() => RoleFactory, pivot<RoleUser>('role_user', 'user_id', 'role_id')),
    team: this.belongsTo(() => TeamFactory, 'team_id'),
  }
  readonly traits = this.defineTraits({ founder: { name: 'Ada' }, blogger: (factory) => factory.has('posts', 3) })
  definition(): Attributes<NewUser> {
    return { name: this.faker.person.fullName(), email: this.faker.internet.email(), team_id: this.factory(TeamFactory) }
  }
  admin() { return this.state({ role: 'admin' }) }
}
