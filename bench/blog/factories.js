/** @import { Attributes, Insertable, RowContext } from 'seedkit' */
/** @import { CommentRow, PostRow, UserRow } from '../types.js' */
import { Factory } from 'seedkit'

// As users write them; the values are those of faker-rows.js.

/** @extends {Factory<UserRow>} */
export class UserFactory extends Factory {
  /** @readonly */
  table = 'users'
  /** @readonly */
  relations = { posts: this.hasMany(() => PostFactory, 'user_id') }

  /** @returns {Attributes<Insertable<UserRow>>} */
  definition() {
    const { faker } = this
    return { name: faker.person.fullName(), email: faker.internet.email(), bio: faker.lorem.paragraph(), created_at: faker.date.past() }
  }
}

/** @extends {Factory<PostRow>} */
export class PostFactory extends Factory {
  /** @readonly */
  table = 'posts'
  /** @readonly */
  relations = { author: this.belongsTo(() => UserFactory, 'user_id'), comments: this.hasMany(() => CommentFactory, 'post_id') }

  /** @returns {Attributes<Insertable<PostRow>>} */
  definition() {
    const { faker } = this
    return {
      user_id: this.factory(UserFactory),
      title: faker.lorem.sentence(),
      body: faker.lorem.paragraphs(2),
      published_at: faker.datatype.boolean() ? faker.date.past() : null,
    }
  }
}

/** @extends {Factory<CommentRow>} */
export class CommentFactory extends Factory {
  /** @readonly */
  table = 'comments'
  /** @readonly */
  relations = { post: this.belongsTo(() => PostFactory, 'post_id') }

  /**
   * @param {RowContext} row
   * @returns {Attributes<Insertable<CommentRow>>}
   */
  definition(row) {
    const { faker } = this
    return { post_id: this.factory(PostFactory), user_id: Number(row.parent?.user_id), body: faker.lorem.words(5), created_at: faker.date.past() }
  }
}
