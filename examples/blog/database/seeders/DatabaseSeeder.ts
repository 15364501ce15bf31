import { Seeder } from 'seedkit'
import { TagFactory } from '../factories/TagFactory.js'
import { UserSeeder } from './UserSeeder.js'

export class DatabaseSeeder extends Seeder {
  static readonly description = 'Ten users with five posts each, three comments a post, and tags'

  async run() {
    const tags = await this.factory(TagFactory)
      .forEachSequence({ name: 'databases' }, { name: 'testing' }, { name: 'typescript' }, { name: 'tooling' })
      .createBatch()

    await this.call(UserSeeder, { tags })
  }
}
