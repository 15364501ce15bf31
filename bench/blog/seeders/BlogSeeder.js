import { Seeder } from 'seedkit'
import { UserFactory } from '../factories.js'
import { COMMENTS_PER_POST, POSTS_PER_USER } from '../shape.js'

/** The blog as a run of seedkit's; what calls it says in `SEEDKIT_BENCH_USERS` how many users it has. */
export class BlogSeeder extends Seeder {
  async run() {
    const users = Number(process.env.SEEDKIT_BENCH_USERS)
    await this.factory(UserFactory).hasPosts(POSTS_PER_USER, (post) => post.hasComments(COMMENTS_PER_POST)).insert(users)
  }
}
