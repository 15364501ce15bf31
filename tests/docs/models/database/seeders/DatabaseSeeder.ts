import { Seeder } from 'seedkit'
import { UserSeeder } from './UserSeeder.js'

export class DatabaseSeeder extends Seeder {
  async run() {
    await this.call(UserSeeder)
  }
}
