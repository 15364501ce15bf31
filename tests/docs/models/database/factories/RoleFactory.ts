import { Factory, type Attributes, type Insertable } from 'seedkit'

export interface Role { id: number; name: string }
export interface RoleUser { user_id: number; role_id: number; assigned_at: Date }
export class RoleFactory extends Factory<Role> {
  readonly table = 'roles'
  definition(): Attributes<Insertable<Role>> {
    return { name: this.faker.word.noun() }
  }
}
