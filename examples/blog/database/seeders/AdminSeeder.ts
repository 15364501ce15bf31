import { Seeder } from 'seedkit'
import { UserFactory } from '../factories/UserFactory.js'

export class AdminSeeder extends Seeder {
  static readonly description = 'An administrator to sign in as'

  async run() {
    await this.factory(UserFactory).admin().create({ name: 'Admin', email: 'admin@example.com' })
  }
}
