import { Factory, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './PostFactory.js'

export interface User { id: number; name: string; email: string; role: 'admin' | 'member'; created_at: Date }
type NewUser = Insertable<User, 'role'>

export class UserFactory extends Factory<User, NewUser> {
  readonly table = 'users'
  readonly relations = {
    posts: this.hasMany(() => PostFactory, 'user_id'),
  }

  definition(): Attributes<NewUser> {
    return {
      name: this.faker.person.fullName(),
      email: ({ attributes, faker }) => faker.internet.exampleEmail({ firstName: attributes.name }).toLowerCase(),
      created_at: this.faker.date.past({ years: 2 }),
    }
  }

  admin() { return this.state({ role: 'admin' }) }
}
