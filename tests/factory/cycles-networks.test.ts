import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import { createCycleTables, type CycleKey } from '../support/cycle-tables.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

/** Tables, their columns, and the table that each of these points at: with `!` where it must not be NULL. */
type Network = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Circles that share tables: rows with two ways to one ancestor, tables that lead to themselves on the way. */
const networks = {
  // A firm's owner may come later, its boss may not.
  town: { cities: { firm: 'firms' }, people: { city: 'cities!' }, firms: { owner: 'people', boss: 'people!' } },
  // The same, the other column first.
  boss: { cities: { firm: 'firms' }, people: { city: 'cities!' }, firms: { boss: 'people!', owner: 'people' } },
  // Two circles through `b`, both without a column that may be NULL.
  eight: { a: { b: 'b!' }, b: { c: 'c!', a: 'a!' }, c: { b: 'b!' } },
  // The same, with the inner circle asked for first.
  loop: { a: { b: 'b!' }, b: { a: 'a!', c: 'c!' }, c: { b: 'b!' } },
  // One circle within another one of three tables.
  nested: { a: { b: 'b!' }, b: { d: 'd!', c: 'c!' }, c: { a: 'a!' }, d: { b: 'b!' } },
  // Accounts with a root of their own, in a circle; a peer may come later.
  accounts: { tops: {}, docs: { top: 'tops!', account: 'accounts!' }, accounts: { root: 'accounts!', peer: 'accounts', item: 'items!' }, items: { doc: 'docs!' } },
  // Two tables, one of which leads to itself as well.
  pair: { a: { b: 'b!' }, b: { a: 'a!', other: 'a', own: 'b!' } },
  nodes: { nodes: { left: 'nodes!', right: 'nodes!' } },
} as const satisfies Readonly<Record<string, Network>>

type Name = keyof typeof networks

/** A factory for each table. Their rows are told apart by `name`. */
function factoriesOf(name: Name): Readonly<Record<string, new (...session: never[]) => AnyFactory>> {
  const network: Network = networks[name]
  const classes: Record<string, new (...session: never[]) => AnyFactory> = {}
  for (const [table, columns] of Object.entries(network)) {
    const links = Object.entries(columns).map(([column, to]) => [column, to.replace('!', '')] as const)
    const children = Object.entries(network).flatMap(([from, each]) => Object.entries(each).flatMap(([column, to]) => (to.replace('!', '') === table ? [[from, column] as const] : [])))
    classes[table] = class extends Factory<any> {
      readonly table = `${name}_${table}`
      readonly relations = {
        ...Object.fromEntries(links.map(([column, to]) => [column, this.belongsTo(() => classes[to] as never, `${column}_id`)])),
        ...Object.fromEntries(children.map(([from, column]) => [`${from}By${column}`, this.hasMany(() => classes[from] as never, `${column}_id` as never)])),
      }
      definition(): any {
        return { name: this.faker.string.alphanumeric(16), ...Object.fromEntries(links.map(([column, to]) => [`${column}_id`, this.factory(classes[to] as never)])) }
      }
    } as never
  }
  return classes
}
type AnyFactory = Factory<any> & { readonly relations: object; has(relation: string, ...more: unknown[]): AnyFactory; for(relation: string, ...more: unknown[]): AnyFactory }

describe.each(targets)('networks of circles on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const { engine } = target
  const start = (name: Name, table: string, seed = 1): AnyFactory => {
    const Class = factoriesOf(name)[table]
    return sessionOn(db.attach({ observer: recorder.observer }), { seed }).factory(Class as never) as unknown as AnyFactory
  }

  beforeAll(async () => {
    db = await openTestDatabase(target)
    for (const [name, network] of Object.entries(networks)) {
      const keysOf = (columns: Readonly<Record<string, string>>): CycleKey[] =>
        Object.entries(columns).map(([column, to]) => ({ name: `${column}_id`, to: `${name}_${to.replace('!', '')}`, required: to.endsWith('!') }))
      await createCycleTables(db, Object.fromEntries(Object.entries(network).map(([table, columns]) => [`${name}_${table}`, keysOf(columns)])))
    }
  })
  beforeEach(() => recorder.clear())
  afterAll(() => db?.drop())

  const starts = Object.entries(networks).flatMap(([name, network]) => Object.keys(network).map((table) => [name as Name, table] as const))

  it.each(starts)('%s, from %s: the same rows, whatever the number of them in a chunk', async (name, table) => {
    const wanted = await written(name, () => start(name, table).createBatch(4))
    // A key that leads to a row of another start would be a wrong one.
    expect(familySizes(wanted)).toEqual(Array.from({ length: 4 }, () => Object.values(wanted).flat().length / 4))
    for (const chunkSize of [1, 3]) expect(await written(name, () => start(name, table).insert(4, {}, { chunkSize }))).toEqual(wanted)
  })

  it('accounts under tops: each root is its own, and every peer belongs to its account', async () => {
    const call = (factory: AnyFactory): AnyFactory => factory.has('docsBytop', 1)
    const wanted = await written('accounts', () => call(start('accounts', 'tops')).createBatch(6))
    for (const chunkSize of [1, 4]) expect(await written('accounts', () => call(start('accounts', 'tops')).insert(6, {}, { chunkSize }))).toEqual(wanted)
    const accounts = wanted['accounts'] ?? []
    const peers = accounts.filter(({ name }) => accounts.some(({ peer }) => peer === name))
    expect(peers).toHaveLength(6)
    for (const { name, root } of peers) expect(root).toBe(name)
    expect(familySizes(wanted)).toHaveLength(6)
  })

  it.each([1, 2, 3, 4])('keys are reserved once: for… of for…, %i deep', async (depth) => {
    const chain = (factory: AnyFactory, left: number): AnyFactory => (left === 0 ? factory : factory.for('right', (right: AnyFactory) => chain(right, left - 1)))
    const { nodes = [] } = await written('nodes', () => chain(start('nodes', 'nodes'), depth).createBatch(2))
    const byName = new Map(nodes.map((each) => [each['name'], each]))
    for (const { left, right } of nodes) {
      expect(byName.get(left)).toBeDefined()
      expect(byName.get(right)).toBeDefined()
    }
    // The two rows have one of their own to the left, which refers to itself, and share one for each step to the right.
    const ends = nodes.filter(({ name, left, right }) => name === left && name === right)
    expect(nodes).toHaveLength(4 + depth)
    expect(ends).toHaveLength(3)
    for (const { left } of nodes) expect(byName.get(left)).toMatchObject({ name: left, left })
  })

  it('keys are reserved once: a child of a shared parent', async () => {
    const made = await written('pair', () => start('pair', 'b').for('other', (other: AnyFactory) => other.has('bByother', 1)).createBatch(1))
    expect(familySizes(made)).toHaveLength(1)
    const others = (made['b'] ?? []).map(({ other }) => other)
    // The row itself and the child.
    expect(others.filter((other, at) => other !== null && others.indexOf(other) !== at)).toHaveLength(1)
  })

  it('rows that are drawn anew are closed as they were drawn last', async () => {
    await createCycleTables(db, { drawn_users: [{ name: 'team_id', to: 'drawn_teams' }], drawn_teams: [{ name: 'owner_id', to: 'drawn_users' }] })
    await db.run('create unique index drawn_name on drawn_teams (name)')
    class UserFactory extends Factory<any> {
      readonly table = 'drawn_users'
      definition(): any {
        return { name: this.faker.person.firstName(), team_id: this.factory(TeamFactory as never) }
      }
    }
    class TeamFactory extends Factory<any> {
      readonly table = 'drawn_teams'
      definition(): any {
        const isOwned = this.faker.datatype.boolean()
        return { name: `${isOwned ? 'owned' : 'free'} ${this.faker.number.int(20)}`, owner_id: isOwned ? this.factory(UserFactory as never) : null }
      }
    }
    const users = await sessionOn(db.attach(), { seed: 3 }).factory(UserFactory as never as new () => Factory<any>).createBatch(20)
    const teams = await db.knex('drawn_teams')
    expect(teams).toHaveLength(20)
    for (const { id, name, owner_id } of teams) expect(owner_id).toBe(name.startsWith('owned') ? users.find((user: any) => user.team_id === id)?.id : null)
  })

  /** What a call wrote, with the names of the rows that keys lead to. */
  async function written(name: Name, call: () => Promise<unknown>): Promise<Record<string, Record<string, unknown>[]>> {
    const tables = Object.keys(networks[name])
    if (engine === 'postgres') await db.run(`truncate ${tables.map((table) => `${name}_${table}`).join(', ')}`)
    else await db.knex.transaction(async (trx) => {
      await trx.raw(engine === 'sqlite' ? 'pragma defer_foreign_keys = on' : 'set foreign_key_checks = 0')
      for (const table of tables) await trx(`${name}_${table}`).del()
      if (engine === 'mysql') await trx.raw('set foreign_key_checks = 1')
    })
    await call()
    const stored = new Map<string, Record<string, any>[]>()
    for (const table of tables) stored.set(table, await db.knex(`${name}_${table}`))
    const nameOf = (table: string, id: unknown): unknown => (id === null ? null : (stored.get(table)?.find((row) => row['id'] === id)?.['name'] ?? `nobody: ${String(id)}`))
    return Object.fromEntries(Object.entries(networks[name] as Network).map(([table, columns]) => [
      table,
      (stored.get(table) ?? [])
        .map((row) => ({ name: row['name'] as unknown, ...Object.fromEntries(Object.entries(columns).map(([column, to]) => [column, nameOf(to.replace('!', ''), row[`${column}_id`])])) }))
        .toSorted((a, b) => (String(a.name) < String(b.name) ? -1 : 1)),
    ]))
  }
})

/** The sizes of the groups of rows that keys hold together. */
function familySizes(made: Readonly<Record<string, readonly Record<string, unknown>[]>>): readonly number[] {
  const groups = new Map<unknown, Set<unknown>>()
  for (const row of Object.values(made).flat()) {
    const all = new Set<unknown>()
    for (const name of Object.values(row)) if (name !== null) for (const each of groups.get(name) ?? [name]) all.add(each)
    for (const each of all) groups.set(each, all)
  }
  return [...new Set(groups.values())].map((group) => group.size)
}
