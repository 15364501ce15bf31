// the sample of DESIGN section 2, and traits, enum states, configure, relations used inside the class.
import { Factory, pivot, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './post-factory.js'
import { RoleFactory, type RoleUser } from './role-factory.js'
import { TeamFactory } from './team-factory.js'

export interface User { id: number; name: string; email: string; role: 'admin' | 'member'; team_id: number | null; password: string; created_at: Date }
export type NewUser = Insertable<User, 'role' | 'created_at' | 'password'>

export class UserFactory extends Factory<User, NewUser> {
  readonly table = 'users'
  readonly relations = {
    posts: this.hasMany(() => PostFactory, 'user_id'),
    firstPost: this.hasOne(() => PostFactory, 'user_id'),
    team: this.belongsTo(() => TeamFactory, 'team_id'),
    roles: this.manyToMany(() => RoleFactory, pivot<RoleUser>('role_user', 'user_id', 'role_id')),
  }
  readonly traits = this.defineTraits({
    ...this.enumStates('role', ['admin', 'member']),
    founder: { created_at: new Date(0), email: ({ attributes }) => `${attributes.name}@founder.io` },
    blogger: (factory) => factory.has('posts', 3, (post) => post.published()),
    boss: ['admin', 'founder', { name: 'Boss' }],
  })
  definition(): Attributes<NewUser> {
    return {
      name: this.faker.person.fullName(),
      email: ({ attributes, faker }) => faker.internet.email({ firstName: attributes.name }),
      team_id: this.factory(TeamFactory),
      password: Promise.resolve('hash'),
    }
  }
  protected override configure() { return this.afterCreate((user, { index }) => { void [user.id, index] }) }
  admin() { return this.state({ role: 'admin' }) }
  at(domain: string) { return this.state((_, { index }) => ({ email: `user${index}@${domain}` })) }
  chief() { return this.withTraits('boss', 'blogger').has('posts', [1, 3]).for('team', (team) => team.state({ name: 'Core' })) }
}
export class AdminFactory extends UserFactory {
  override readonly relations = { ...new UserFactory(this.session).relations, drafts: this.hasMany(() => PostFactory, 'user_id') }
  override readonly traits = { ...new UserFactory(this.session).traits, ...this.defineTraits({ root: { name: 'root' } }) }
  override definition(): Attributes<NewUser> { return { ...super.definition(), role: 'admin' } }
  root() { return this.withTraits('root', 'admin').has('drafts', 2) }
}
