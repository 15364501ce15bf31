import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'

// Factories for the tables of blog-schema.ts.

export interface Team { id: number; name: string }
export class TeamFactory extends Factory<Team> {
  readonly table = 'teams'
  readonly relations = { members: this.hasMany(() => UserFactory, 'team_id') }
  definition(): Attributes<Insertable<Team>> {
    return { name: this.faker.company.name() }
  }
}

export interface User { id: number; name: string; email: string; role: string; team_id: number | null; created_at: Date }
export type NewUser = Insertable<User, 'role' | 'created_at'>
export class UserFactory extends Factory<User, NewUser> {
  readonly table = 'users'
  readonly relations = {
    posts: this.hasMany(() => PostFactory, 'user_id'),
    edited: this.hasMany(() => PostFactory, 'editor_id'),
    firstPost: this.hasOne(() => PostFactory, 'user_id'),
    team: this.belongsTo(() => TeamFactory, 'team_id'),
  }
  readonly traits = this.defineTraits({
    ...this.enumStates('role', ['admin', 'member']),
    founder: { name: 'Founder' },
    blogger: (factory) => factory.has('posts', 2),
    boss: ['admin', 'founder', { email: 'boss@example.test' }],
  })
  definition(): Attributes<NewUser> {
    return {
      name: this.faker.person.fullName(),
      email: ({ attributes, faker }) => `${attributes.name.replaceAll(/\W/g, '')}.${faker.string.alphanumeric(12)}@example.test`.toLowerCase(),
    }
  }
  admin() { return this.state({ role: 'admin' }) }
  at(domain: string) { return this.state((_, { index }) => ({ email: `user${index}@${domain}` })) }
  inTeam() { return this.state({ team_id: this.factory(TeamFactory) }) }
}

export interface Post { id: number; title: string; user_id: number; editor_id: number | null; published: boolean; created_at: Date }
export type NewPost = Insertable<Post, 'published' | 'created_at'>
export class PostFactory extends Factory<Post, NewPost> {
  readonly table = 'posts'
  readonly relations = {
    author: this.belongsTo(() => UserFactory, 'user_id'),
    editor: this.belongsTo(() => UserFactory, 'editor_id'),
    comments: this.hasMany(() => CommentFactory, 'post_id'),
  }
  definition(): Attributes<NewPost> {
    return { title: this.faker.lorem.sentence(3), user_id: this.factory(UserFactory) }
  }
  published() { return this.state({ published: true }) }
}

export interface Comment { id: number; body: string; post_id: number; user_id: number | null }
export class CommentFactory extends Factory<Comment> {
  readonly table = 'comments'
  readonly relations = { post: this.belongsTo(() => PostFactory, 'post_id') }
  definition(): Attributes<Insertable<Comment>> {
    return { body: this.faker.lorem.sentence(4), post_id: this.factory(PostFactory) }
  }
}

export interface Film { film_id: number; title: string }
export class FilmFactory extends Factory<Film, Insertable<Film, 'film_id'>> {
  readonly table = 'films'
  override readonly primaryKey = 'film_id'
  readonly relations = { reviews: this.hasMany(() => ReviewFactory, 'film_id') }
  definition(): Attributes<Insertable<Film, 'film_id'>> {
    return { title: this.faker.lorem.words(2) }
  }
}
export interface Review { id: number; film_id: number; stars: number }
export class ReviewFactory extends Factory<Review> {
  readonly table = 'reviews'
  readonly relations = { film: this.belongsTo(() => FilmFactory, 'film_id') }
  definition(): Attributes<Insertable<Review>> {
    return { film_id: this.factory(FilmFactory), stars: this.faker.number.int({ min: 1, max: 5 }) }
  }
}

export interface Device { id: string; name: string }
export class DeviceFactory extends Factory<Device, { id: string; name: string }> {
  readonly table = 'devices'
  readonly relations = { readings: this.hasMany(() => ReadingFactory, 'device_id') }
  definition(): Attributes<{ id: string; name: string }> {
    return { id: this.faker.string.uuid(), name: this.faker.lorem.word() }
  }
}
export interface Reading { device_id: string; measure: number; taken_at: Date }
export class ReadingFactory extends Factory<Reading, Insertable<Reading, 'taken_at'>> {
  readonly table = 'readings'
  override readonly primaryKey = []
  readonly relations = { device: this.belongsTo(() => DeviceFactory, 'device_id') }
  definition(): Attributes<Insertable<Reading, 'taken_at'>> {
    return { device_id: this.factory(DeviceFactory), measure: this.faker.number.float({ max: 1, fractionDigits: 3 }), taken_at: this.faker.date.past() }
  }
}

export interface Order { tenant_id: number; number: number; customer: string }
export class OrderFactory extends Factory<Order> {
  readonly table = 'orders'
  override readonly primaryKey = ['tenant_id', 'number'] as const
  readonly relations = { lines: this.hasMany(() => LineFactory, ['tenant_id', 'order_number']) }
  definition(): Attributes<Insertable<Order>> {
    return { tenant_id: 7, number: ({ index }) => index + 1, customer: this.faker.person.fullName() }
  }
}
export interface Line { id: number; tenant_id: number; order_number: number; product: string }
export class LineFactory extends Factory<Line> {
  readonly table = 'order_lines'
  readonly relations = { order: this.belongsTo(() => OrderFactory, ['tenant_id', 'order_number']) }
  definition(): Attributes<Insertable<Line>> {
    return { tenant_id: 0, order_number: 0, product: this.faker.commerce.product() }
  }
}
