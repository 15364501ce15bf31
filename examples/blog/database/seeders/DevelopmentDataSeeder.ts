import { between, Seeder } from 'seedkit'
import { UserFactory } from '../factories/UserFactory.js'

export class DevelopmentDataSeeder extends Seeder {
  static readonly description = 'Busy writers, occasional ones and readers, to click through'

  async run() {
    const users = this.factory(UserFactory)

    // Streams of their own: more writers tomorrow leave today's readers as they are.
    await users.stream('writers').hasPosts(10, (post) => post.published().hasComments(between(0, 4))).createBatch(3)
    await users.stream('occasional').hasPosts(2).createBatch(5)
    await users.stream('readers').createBatch(2)
  }
}
