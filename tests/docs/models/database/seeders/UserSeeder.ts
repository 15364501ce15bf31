import { Seeder } from 'seedkit'
import { UserFactory } from '../factories/UserFactory.js'

export class UserSeeder extends Seeder {
  async run({ count = 10 }: { count?: number; size?: number } = {}) {
    await this.factory(UserFactory).createBatch(count)
  }
}
