import { Seeder } from 'seedkit'
import type { Tag } from '../factories/TagFactory.js'
import { UserFactory } from '../factories/UserFactory.js'

interface Options { readonly count?: number; readonly tags?: readonly Tag[] }

export class UserSeeder extends Seeder {
  static readonly description = 'Users who write: five published posts each, with comments'

  async run({ count = 10, tags = [] }: Options = {}) {
    await this.factory(UserFactory)
      .hasPosts(5, (post) => post.published().tagged(tags).hasComments(3))
      .createBatch(count)
  }
}
