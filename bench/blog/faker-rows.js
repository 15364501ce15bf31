import { faker } from '@faker-js/faker'

// What a script with faker and Knex makes; the values are those of factories.js.

/**
 * Faker's addresses repeat now and then: the number in front keeps them apart.
 * @param {number} index
 */
export function fakeUser(index) {
  return { name: faker.person.fullName(), email: `${index}.${faker.internet.email()}`, bio: faker.lorem.paragraph(), created_at: faker.date.past() }
}

/** @param {number} userId */
export function fakePost(userId) {
  return {
    user_id: userId,
    title: faker.lorem.sentence(),
    body: faker.lorem.paragraphs(2),
    published_at: faker.datatype.boolean() ? faker.date.past() : null,
  }
}

/**
 * @param {number} postId
 * @param {number} userId
 */
export function fakeComment(postId, userId) {
  return { post_id: postId, user_id: userId, body: faker.lorem.words(5), created_at: faker.date.past() }
}
