/** A project over one SQLite file, with two tables, three seeders and their factories. */
export const SHOP: Readonly<Record<string, string>> = {
  'seed.config.ts': `
import { defineConfig } from 'seedkit'
export default defineConfig({ client: 'better-sqlite3', connection: { filename: './shop.sqlite3' }, seed: 42 })
`,
  'database/factories/UserFactory.ts': `
import { Factory, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './PostFactory.js'
export interface User { id: number; name: string; role: string }
export class UserFactory extends Factory<User, Insertable<User, 'role'>> {
  readonly table = 'users'
  readonly relations = { posts: this.hasMany(() => PostFactory, 'user_id') }
  readonly traits = this.defineTraits({ boss: { role: 'boss' } })
  definition(): Attributes<Insertable<User, 'role'>> {
    return { name: this.faker.person.fullName() }
  }
  admin() { return this.state({ role: 'admin' }) }
  called(name: string) { return this.state({ name }) }
  async wipe() { return this.createBatch(3) }
}
`,
  'database/factories/PostFactory.ts': `
import { Factory, type Attributes, type Insertable } from 'seedkit'
import { UserFactory } from './UserFactory.js'
export interface Post { id: number; title: string; user_id: number }
export class PostFactory extends Factory<Post> {
  readonly table = 'posts'
  readonly relations = { author: this.belongsTo(() => UserFactory, 'user_id') }
  definition(): Attributes<Insertable<Post>> {
    return { title: this.faker.lorem.sentence(), user_id: this.factory(UserFactory) }
  }
}
`,
  'database/seeders/DatabaseSeeder.ts': `
import { Seeder } from 'seedkit'
import { UserFactory } from '../factories/UserFactory.js'
import { AdminSeeder } from './AdminSeeder.js'
export class DatabaseSeeder extends Seeder {
  static description = 'Admins, users and their posts'
  async run() {
    await this.call(AdminSeeder)
    await this.factory(UserFactory).hasPosts(2).createBatch(3)
  }
}
`,
  'database/seeders/AdminSeeder.ts': `
import { Seeder } from 'seedkit'
import { UserFactory } from '../factories/UserFactory.js'
export class AdminSeeder extends Seeder {
  async run() {
    await this.factory(UserFactory).admin().createBatch(2)
  }
}
`,
}

export const SHOP_SCHEMA = [
  "create table users (id integer primary key, name text not null, role text not null default 'member')",
  'create table posts (id integer primary key, title text not null, user_id integer not null references users (id))',
]
