// manyToMany from the other side.
import { Factory, pivot, type Attributes, type Insertable } from 'seedkit'
import { UserFactory } from './user-factory.js'

export interface Role { id: number; label: string }
export interface RoleUser { user_id: number; role_id: number; assigned_at: Date }
export class RoleFactory extends Factory<Role> {
  readonly table = 'roles'
  readonly relations = { users: this.manyToMany(() => UserFactory, pivot<RoleUser>('role_user', 'role_id', 'user_id')) }
  definition(): Attributes<Insertable<Role>> { return { label: 'r' } }
}
