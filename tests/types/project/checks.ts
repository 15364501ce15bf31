// What must compile, and what must not, as users write it.
import type { Knex } from 'knex'
import {
  between, createSession, Factory, hasRelationship, pivot, runSeeder, runSeeders, Seeder, weighted, zipf, type Attributes, type Insertable, type Session,
} from 'seedkit'
import { CommentFactory, VideoFactory } from './models/comment-factory.js'
import { FilmFactory, SceneFactory } from './models/film-factory.js'
import { DeviceFactory, EmployeeFactory, LineFactory, OrderFactory, ReadingFactory } from './models/keys.js'
import { PostFactory, type NewPost, type Post } from './models/post-factory.js'
import { RoleFactory, type RoleUser } from './models/role-factory.js'
import { TeamFactory, type Team } from './models/team-factory.js'
import { AdminFactory, UserFactory, type NewUser, type User } from './models/user-factory.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
declare function same<A, B>(equal: Equal<A, B>): void
declare const trx: Knex.Transaction
declare const db: Knex

// ---- the sample ------------------------------------------------------------------------------------------------------
export class TeamSeeder extends Seeder {
  async run() { await this.factory(TeamFactory).createBatch(3) }
}
export class DatabaseSeeder extends Seeder {
  async run() {
    await this.call(TeamSeeder)
    const users = await this.factory(UserFactory).admin().hasPosts(5, (post) => post.published()).createBatch(10)
    await this.factory(PostFactory).forAuthor(users[0]).create({ title: 'Hello' })
    await this.factory(PostFactory).recycle(UserFactory, users).createBatch(100)
    same<typeof users, User[]>(true)
  }
}
export class SizedSeeder extends Seeder {
  async run({ size }: { size: number }) { await this.factory(TeamFactory).createBatch(size) }
}
export class OptionalSeeder extends Seeder {
  run(_options?: { size: number }) {}
}

// ---- what must compile -----------------------------------------------------------------------------------------------
export class Positive extends Seeder {
  async run() {
    const session = createSession(trx, { seed: 1 })
    const users = session.factory(UserFactory)
    const posts = session.factory(PostFactory)
    const user = await users.create()
    const post = await posts.create()
    // constructor: a session, nothing else
    await new UserFactory(session).has('posts', 3, (p) => p.published()).createBatch(2)
    await new UserFactory(createSession(trx)).for('team').create()
    // @ts-expect-error a bare transaction is not a session
    new UserFactory(trx)
    createSession(db).factory(UserFactory).admin().at('x.io').make().email.trim()
    // states, traits, sequences
    users.admin().at('x').hasPosts().chief().hasRoles(1).forTeam().withTraits('boss', 'member')
    users.state({ email: ({ attributes, faker, index, parent, session: s }) => `${attributes.name}${faker.seed()}${index}${typeof parent}${s.seed}` })
    users.state((attributes, { index }) => ({ name: `${attributes.name ?? ''}${index}` }))
    users.sequence({ role: 'admin' }, { role: 'member' }, (f) => f.hasPosts(2).admin())
    users.sequence([{ role: 'admin' }, { name: ({ index }) => `${index}` }], { scope: 'run' })
    users.crossJoinSequence([{ role: 'admin' }, { role: 'member' }], [{ name: 'a' }, { name: 'b' }])
    users.forEachSequence({ name: 'a' }, { name: 'b' }).hasPosts().createBatch()
    users.when(post.published, (f) => f.hasPosts(1).admin(), (f) => f.forTeam()).prependState({ name: 'n' })
    session.factory(AdminFactory).root().hasDrafts(2).hasPosts(1).withTraits('root', 'boss').chief()
    // counts
    users.hasPosts([1, 3]).hasPosts(weighted([[0.6, 1], [0.4, [2, 5]]])).hasPosts(zipf({ max: 9 })).hasPosts(0).hasFirstPost((p) => p.published())
    users.hasPosts(2, (p) => p.hasComments(3, { body: ({ attributes }) => attributes.commentable_type ?? '' }).published())
    users.hasPosts(2, { title: 'x', published: true, slug: Promise.resolve('s') })
    await users.createBatch(between(1, 3), { name: 'n' })
    users.makeBatch([1, 3])
    users.makeBatch(between(1, 3), { name: 'n' })
    users.has('firstPost', [0, 1]).has('firstPost', weighted([[0.5, 0], [0.5, 1]]), (p) => p.published())
    // manyToMany: pivot as object, function, list; existing rows
    const roles = await session.factory(RoleFactory).createBatch(3)
    users.hasRoles(1, {}, { assigned_at: new Date() }).hasRoles(2, undefined, [{ assigned_at: new Date() }, {}])
    users.hasRoles(3, (r) => r.state({ label: 'l' }), (parent, related, index) => ({ assigned_at: new Date(parent.created_at.getTime() + related.id + index) }))
    users.hasRoles(roles).has('roles', roles, undefined, (parent, role) => ({ assigned_at: new Date(parent.id + role.id) })).has('roles', [1, 2])
    // parents: row, bare key, configure
    posts.forAuthor(user).forEditor(user.id).forAuthor((u) => u.admin().hasRoles(2)).for('author', user).for('editor', (u) => u.forTeam())
    session.factory(CommentFactory).forCommentable(PostFactory, post).forCommentable(VideoFactory, { id: 1, url: 'x' }).forCommentable(PostFactory)
    // @ts-expect-error for() cannot know the table of a morphTo row: forCommentable(PostFactory, post)
    new CommentFactory(session).for('commentable', post)
    session.factory(CommentFactory).forCommentable(VideoFactory, (v) => v.state({ url: 'x' }))
    session.factory(CommentFactory).forCommentable(PostFactory, (p) => p.published())
    session.factory(VideoFactory).hasComment({ body: 'x' })
    // self-relations, other keys
    session.factory(EmployeeFactory).hasReports(2, (e) => e.hasReports(3)).forManager(1).managed()
    session.factory(DeviceFactory).hasReadings(3)
    session.factory(FilmFactory).hasScenes(3, { id: 4 })
    session.factory(SceneFactory).forFilm(1).forFilm({ film_id: 1, title: 't' })
    await session.factory(SceneFactory).create({ film_id: session.factory(FilmFactory) })
    posts.for('author', [user][0]).stream('readers')
    session.factory(ReadingFactory).forDevice('uuid').recycle(DeviceFactory, { uuid: 'u', serial: 1 })
    session.factory(LineFactory).forOrder(['tenant', 1]).forOrder({ tenant_id: 't', number: 1, total: 2 })
    session.factory(OrderFactory).hasLines(2)
    // recycle
    posts.recycle(UserFactory, user, { strategy: 'roundRobin' }).recycle(UserFactory, [user], { strategy: 'weighted', weight: (row) => row.id })
    posts.recycle(UserFactory, (query) => query.where('role', 'admin').limit(5)).withoutParents()
    // hooks
    users.beforeCreate((row) => { row.name = 'x' }).afterMake((row) => { void row.email }).withoutHooks('afterCreate')
    users.afterMake((row) => row.name = 'x').afterMake((row) => Object.assign(row, { name: 'x' })).afterMake(function (row, { index }) { if (index > 0) return; row.name = 'x' })
    users.afterMake(({ name }) => [name].push(name)).afterMake(() => null).afterMake(() => { throw new Error('no luck') }).afterMake((row) => void row).afterMake(() => new Map())
    // @ts-expect-error nobody would wait for it
    users.afterMake(async (row) => { row.name = await Promise.resolve('x') })
    // @ts-expect-error the same
    users.afterMake((row) => Promise.resolve(row))
    users.afterCreate(async (row, { session: s, parent, index }) => { await s.factory(PostFactory).forAuthor(row).createBatch(index); void parent })
    users.afterCreate(hasRelationship(PostFactory, 3, 'user_id', { title: 't' }))
    // values: factory, promise, undefined for what the database can fill
    await users.create({ role: undefined, password: Promise.resolve('x'), team_id: session.factory(TeamFactory), created_at: () => new Date() })
    // idempotent writes
    same<User, Awaited<ReturnType<typeof users.firstOrCreate>>>(true)
    same<User[], Awaited<ReturnType<typeof users.upsert>>>(true)
    await users.firstOrCreate({ email: 'a@b.c' }, { name: 'a' })
    await users.firstOrCreate({ id: 1, team_id: null })
    await users.admin().hasPosts(2).firstOrCreate({ email: 'a@b.c' })
    await users.updateOrCreate({ email: 'a@b.c' }, { role: 'admin' })
    await users.updateOrCreate({ email: 'a@b.c' }, { name: ({ attributes }) => attributes.email, team_id: session.factory(TeamFactory), role: undefined })
    await users.upsert([{ email: 'a@b.c', role: 'admin' }], 'email')
    await users.upsert([{ email: 'a@b.c', name: 'n' }, { email: 'b@b.c', name: 'n', role: () => 'admin' }], ['email', 'name'])
    await new UserFactory(session).upsert([{ email: 'a@b.c', name: Promise.resolve('n') }], 'email')
    same<NewUser, ReturnType<typeof users.make>>(true)
    same<NewUser[], ReturnType<typeof users.makeBatch>>(true)
    // seeders
    await this.call(SizedSeeder, { size: 3 })
    await this.call(OptionalSeeder)
    await this.call(OptionalSeeder, { size: 3 })
    await this.call([TeamSeeder, OptionalSeeder, DatabaseSeeder])
    await this.callOnce(TeamSeeder)
    await runSeeder(SizedSeeder, session, { size: 1 })
    await runSeeders([TeamSeeder, OptionalSeeder], session)
  }
}

// ---- what must not ---------------------------------------------------------------------------------------------------
export class Negative extends Seeder {
  async run() {
    const session = createSession(trx)
    const users = session.factory(UserFactory)
    const posts = session.factory(PostFactory)
    const team: Team = { id: 1, name: 't' }
    // @ts-expect-error unknown relation method
    users.hasComments()
    // @ts-expect-error the method of a hasOne takes no count: has('firstPost', 0)
    users.hasFirstPost(0)
    // @ts-expect-error unknown relation name
    users.has('postz')
    // @ts-expect-error a belongsTo relation is not for has()
    users.has('team')
    // @ts-expect-error a hasMany relation is not for for()
    users.for('posts')
    // @ts-expect-error unknown attribute
    users.state({ emial: 'x' })
    // @ts-expect-error wrong value type
    users.state({ role: 'boss' })
    // @ts-expect-error wrong value type from a lazy attribute
    users.state({ name: () => 3 })
    // @ts-expect-error unknown override
    await users.create({ emial: 'x' })
    // @ts-expect-error unknown attribute of the children
    users.hasPosts(1, { nope: 1 })
    // @ts-expect-error unknown state of the children
    users.hasPosts(1, (p) => p.admin())
    // @ts-expect-error row of another table as the parent
    posts.forAuthor(team)
    // @ts-expect-error key of another type as the parent
    posts.forAuthor('1')
    // @ts-expect-error rows of another table recycled
    posts.recycle(UserFactory, [team])
    // @ts-expect-error weights are needed
    posts.recycle(UserFactory, [], { strategy: 'weighted' })
    // @ts-expect-error unknown trait
    users.withTraits('bosss')
    // @ts-expect-error no traits at all
    posts.withTraits('x')
    // @ts-expect-error unknown pivot column
    users.hasRoles(1, {}, { assigned: new Date() })
    // @ts-expect-error rows of another table attached
    users.hasRoles([team])
    // @ts-expect-error undefined for a column that the database cannot fill
    users.state({ name: undefined })
    // @ts-expect-error key of another type through a factory as a value
    users.state({ team_id: session.factory(DeviceFactory) })
    // @ts-expect-error a table that is no target of the morphTo
    session.factory(CommentFactory).forCommentable(TeamFactory)
    // @ts-expect-error a row of another target
    session.factory(CommentFactory).forCommentable(VideoFactory, team)
    // @ts-expect-error a film's key is film_id, a number
    session.factory(SceneFactory).forFilm({ id: 1, title: 't' })
    // @ts-expect-error a text key
    session.factory(ReadingFactory).forDevice(1)
    // @ts-expect-error a required column is left to the database
    await posts.create({ title: undefined })
    // @ts-expect-error a promise of the wrong type
    users.state({ name: Promise.resolve(3) })
    // @ts-expect-error a state of another factory
    posts.admin()
    // @ts-expect-error no part of an order's key is a boolean
    session.factory(PostFactory).state({ published: session.factory(OrderFactory) })
    // @ts-expect-error composite key in the wrong order
    session.factory(LineFactory).forOrder([1, 'tenant'])
    // @ts-expect-error a natural key column missing in a row
    await users.upsert([{ name: 'n' }], 'email')
    // @ts-expect-error one of several natural key columns missing in a row
    await users.upsert([{ email: 'a@b.c', name: 'n' }, { email: 'b@b.c' }], ['email', 'name'])
    // @ts-expect-error a natural key is a value, not a function
    await users.upsert([{ email: () => 'a@b.c' }], 'email')
    // @ts-expect-error no such column to find rows by
    await users.upsert([{ email: 'a@b.c' }], 'mail')
    // @ts-expect-error no such attribute
    await users.upsert([{ email: 'a@b.c', nmae: 'n' }], 'email')
    // @ts-expect-error rows have no such column
    await users.firstOrCreate({ mail: 'x' })
    // @ts-expect-error a value of another type
    await users.firstOrCreate({ email: 3 })
    // @ts-expect-error rows are found by values, not by what a function gives
    await users.firstOrCreate({ email: () => 'x' })
    // @ts-expect-error undefined is nothing to find rows by
    await users.firstOrCreate({ email: undefined })
    // @ts-expect-error updateOrCreate needs attributes
    await users.updateOrCreate({ email: 'a@b.c' })
    // @ts-expect-error not a value of the column
    await users.updateOrCreate({ email: 'a@b.c' }, { role: 'boss' })
    // @ts-expect-error id may be missing from a made row
    const id: number = users.make().id
    // @ts-expect-error arguments missing
    await this.call(SizedSeeder)
    // @ts-expect-error wrong arguments
    await this.call(SizedSeeder, { size: '3' })
    // @ts-expect-error a list holds only seeders without arguments
    await this.call([TeamSeeder, SizedSeeder])
    // @ts-expect-error not a seeder
    await this.call(TeamFactory)
    // @ts-expect-error abstract class
    session.factory(Factory)
    // @ts-expect-error relation methods come from session.factory(), not from the constructor
    new UserFactory(session).hasPosts(1)
    // @ts-expect-error unknown foreign key column in hasRelationship
    hasRelationship(PostFactory, 1, 'usr_id', session)
    // @ts-expect-error table is fixed
    users.table = 'people'
    void id
  }
}
// @ts-expect-error definition and table are missing
export class Bare extends Factory<Post> {}
export class Wrong extends Factory<Post, NewPost> {
  readonly table = 'posts'
  // @ts-expect-error not a column
  override readonly primaryKey = 'uuid'
  readonly relations = {
    // @ts-expect-error a text column cannot hold User['id']
    author: this.belongsTo(() => UserFactory, 'title'),
    // @ts-expect-error Post has no such column
    editor: this.belongsTo(() => UserFactory, 'editr_id'),
    // @ts-expect-error one column for a composite key
    order: this.belongsTo(() => OrderFactory, 'title'),
    // @ts-expect-error a table without a key cannot be a parent
    reading: this.belongsTo(() => ReadingFactory, 'user_id'),
    // @ts-expect-error no such pivot column
    roles: this.manyToMany(() => RoleFactory, pivot<RoleUser>('role_user', 'user', 'role_id')),
    // @ts-expect-error Comment has no likeable columns
    likes: this.morphMany(() => CommentFactory, 'likeable'),
  }
  readonly traits = this.defineTraits({
    live: { published: true },
    // @ts-expect-error unknown attribute
    dead: { publishd: false },
    // @ts-expect-error unknown trait
    both: ['live', 'ded'],
    // @ts-expect-error unknown state
    odd: (f) => f.admin(),
  })
  // @ts-expect-error a required column (slug) is missing
  definition(): Attributes<NewPost> { return { title: 't', user_id: 1 } }
  // @ts-expect-error not a value of the column
  values() { return this.enumStates('title', [3]) }
  // @ts-expect-error unknown trait, in the class body
  bad() { return this.withTraits('lve') }
  // @ts-expect-error unknown relation, in the class body
  worse() { return this.has('commentz') }
}
export class NeedsMore extends Factory<Team> {
  readonly table = 'teams'
  readonly size: number
  constructor(session: Session, size: number) { super(session); this.size = size }
  definition(): Attributes<Insertable<Team>> { return { name: 't' } }
}
export class Sad extends Seeder {
  run() {
    // @ts-expect-error a further constructor argument would be lost
    this.factory(NeedsMore)
  }
}
