import { describe, expect, test } from 'vitest'
import { definitionOf, planned, relationsOf, seederOf } from './support/planned.js'

const USERS = 'create table users (id integer primary key, name text not null);'

describe('relations of a foreign key', () => {
  test('lead to the parent by the column, and back by the child', async () => {
    const project = await planned(`${USERS} create table blog_posts (id integer primary key, author_id integer not null references users (id))`)
    expect(relationsOf(project, 'blog_posts')).toEqual(['author: belongsTo users (author_id)'])
    expect(relationsOf(project, 'users')).toEqual(['blogPosts: hasMany blog_posts (author_id)'])
    expect(definitionOf(project, 'blog_posts')).toEqual({ author_id: 'this.factory(UserFactory)' })
  })

  test.each([
    ['user_id', 'user'], ['userId', 'user'], ['USER_ID', 'user'], ['id_user', 'user'], ['fk_user', 'user'], ['owner_code', 'owner'], ['reported_by', 'user'], ['from_user', 'fromUser'], ['user', 'user'],
  ])('column %s is relation %s', async (column, relation) => {
    const project = await planned(`${USERS} create table posts (id integer primary key, "${column}" integer not null references users (id))`)
    expect(relationsOf(project, 'posts')).toEqual([`${relation}: belongsTo users (${column})`])
  })

  test('are kept apart where there are several to one table', async () => {
    const project = await planned(`${USERS} create table posts (id integer primary key, user_id integer not null references users (id),
      editor_id integer references users (id), reviewed_by_user_id integer references users (id))`)
    expect(relationsOf(project, 'users')).toEqual([
      'posts: hasMany posts (user_id)', 'editorPosts: hasMany posts (editor_id)', 'reviewedByPosts: hasMany posts (reviewed_by_user_id)',
    ])
  })

  test('are hasOne where a parent can have but one child', async () => {
    const project = await planned(`${USERS} create table profiles (user_id integer primary key references users (id));
      create table settings (id integer primary key, user_id integer unique references users (id));
      create table logins (id integer primary key, user_id integer references users (id), kind text not null, unique (user_id, kind))`)
    expect(relationsOf(project, 'users')).toEqual(['logins: hasMany logins (user_id)', 'profile: hasOne profiles (user_id)', 'setting: hasOne settings (user_id)'])
  })

  test('of a partial unique index are hasMany', async () => {
    const project = await planned(`${USERS} create table cards (id integer primary key, user_id integer references users (id), active integer);
      create unique index one_active on cards (user_id) where active = 1`)
    expect(relationsOf(project, 'users')).toEqual(['cards: hasMany cards (user_id)'])
  })

  test('within one table make a tree', async () => {
    const project = await planned(`create table categories (id integer primary key, name text not null, parent_id integer references categories (id));
      create table employees (id integer primary key, manager_id integer references employees (id));
      create table parts (no integer primary key, next integer unique references parts (no))`)
    expect(relationsOf(project, 'categories')).toEqual(['parent: belongsTo categories (parent_id)', 'children: hasMany categories (parent_id)'])
    expect(relationsOf(project, 'employees')).toEqual(['manager: belongsTo employees (manager_id)', 'employees: hasMany employees (manager_id)'])
    expect(relationsOf(project, 'parts')).toEqual(['parent: belongsTo parts (next)', 'child: hasOne parts (next)'])
    expect(definitionOf(project, 'employees')).toEqual({ manager_id: 'null' })
  })

  test('of composite keys are tuples in the order of the key', async () => {
    const project = await planned(`create table orders (tenant integer not null, number integer not null, primary key (tenant, number));
      create table lines (id integer primary key, order_number integer not null, tenant integer not null, foreign key (order_number, tenant) references orders (number, tenant))`)
    expect(relationsOf(project, 'lines')).toEqual(['order: belongsTo orders (tenant order_number)'])
    expect(relationsOf(project, 'orders')).toEqual(['lines: hasMany lines (tenant order_number)'])
    expect(definitionOf(project, 'lines')).toEqual({ order_number: 'this.factory(OrderFactory)', tenant: 'this.factory(OrderFactory)' })
  })

  test('do not hide methods of the base class, nor each other', async () => {
    const project = await planned(`create table many (id integer primary key, one_id integer references one (id), one integer);
      create table one (id integer primary key, many_id integer references many (id), many integer references many (id))`)
    expect(relationsOf(project, 'one')).toEqual(['manyMany: belongsTo many (many_id)', 'many2: belongsTo many (many)', 'manies: hasMany many (one_id)'])
    const crossed = await planned(`create table staff (id integer primary key, store_id integer not null references store (id));
      create table store (id integer primary key, manager_staff_id integer not null unique references staff (id))`)
    expect(relationsOf(crossed, 'staff')).toEqual(['store: belongsTo store (store_id)', 'managerStore: hasOne store (manager_staff_id)'])
  })

  test('stand once for a foreign key that is declared twice', async () => {
    const project = await planned(`${USERS} create table posts (id integer primary key, user_id integer references users (id), foreign key (user_id) references users (id))`)
    expect(relationsOf(project, 'posts')).toEqual(['user: belongsTo users (user_id)'])
  })
})

describe('keys', () => {
  test('that share a column agree: the widest brings it', async () => {
    const project = await planned(`create table tenants (id integer primary key);
      create table orders (tenant_id integer not null references tenants (id), number integer not null, primary key (tenant_id, number));
      create table products (tenant_id integer not null references tenants (id), sku text not null, primary key (tenant_id, sku));
      create table lines (id integer primary key, tenant_id integer not null references tenants (id), number integer not null, sku text not null,
        foreign key (tenant_id, number) references orders (tenant_id, number), foreign key (tenant_id, sku) references products (tenant_id, sku))`)
    expect(definitionOf(project, 'lines')).toEqual({ tenant_id: 'this.factory(OrderFactory)', number: 'this.factory(OrderFactory)', sku: 'this.factory(ProductFactory)' })
    expect(relationsOf(project, 'lines')).toHaveLength(3)
    expect(seederOf(project)).toContain('.recycle(OrderFactory, orders)\n  .recycle(ProductFactory, products)')
  })

  test('that others refer to are those of the factory', async () => {
    const project = await planned(`create table countries (id integer primary key, code char(2) not null unique, name text not null);
      create table cities (id integer primary key, country_code char(2) not null references countries (code));
      create table airports (id integer primary key, country_code char(2) not null references countries (code));
      create table flags (id integer primary key, country_id integer not null references countries (id))`)
    const countries = project.factories.find(({ table }) => table.name === 'countries')
    expect(countries?.primaryKey).toEqual(['code'])
    expect(relationsOf(project, 'cities')).toEqual(['country: belongsTo countries (country_code)'])
    expect(relationsOf(project, 'flags')).toEqual([])
    expect(definitionOf(project, 'flags')).toEqual({ country_id: 'async ({ session }) => (await session.factory(CountryFactory).create()).id' })
    expect(seederOf(project)).toContain('.sequence(...countries.map((row) => ({ country_id: row.id })))')
  })

  test('without a primary key are a unique one, or none', async () => {
    const project = await planned('create table a (code text not null unique, note text); create table b (code text unique, note text); create table c (note text not null)')
    expect(project.factories.map(({ primaryKey }) => primaryKey)).toEqual([['code'], [], []])
  })
})

describe('tables of pairs', () => {
  const SIDES = `${USERS} create table roles (id integer primary key, name text not null);`
  const pair = (more: string, table = 'role_user') => `${SIDES} create table ${table} (user_id integer not null references users (id), role_id integer not null references roles (id)${more})`

  test.each([
    ['a primary key of both', ', primary key (user_id, role_id)'],
    ['more columns that may be left out', ", granted_at datetime, note text default 'x', primary key (user_id, role_id)"],
    ['a key that counts and a unique pair', ', id integer primary key, unique (role_id, user_id)'],
  ])('with %s are relations', async (_, more) => {
    const project = await planned(pair(more))
    expect(project.pivots.map(({ table }) => table.name)).toEqual(['role_user'])
    expect(project.factories.map(({ table }) => table.name)).toEqual(['roles', 'users'])
    expect(relationsOf(project, 'users')).toEqual(['roles: manyToMany roles (user_id | role_id)'])
    expect(relationsOf(project, 'roles')).toEqual(['users: manyToMany users (role_id | user_id)'])
    expect(seederOf(project)).toContain('.recycle(RoleFactory, roles)\n  .hasRoles(between(1, 3))')
  })

  test.each([
    ['no unique pair', ''],
    ['a column that has to be given', ', level integer not null, primary key (user_id, role_id)'],
    ['a third foreign key', ', by_id integer references users (id), primary key (user_id, role_id)'],
    ['a wider key', ', at date not null, primary key (user_id, role_id, at)'],
    ['another unique key', ", place integer default 1, primary key (user_id, role_id), unique (user_id, place)"],
    ['a check that is not understood', ', note text, primary key (user_id, role_id), check (length(note) > random())'],
    ['one role a user', ' , primary key (user_id, role_id), unique (user_id)'],
  ])('with %s are tables of their own', async (_, more) => {
    const project = await planned(pair(more))
    expect(project.pivots).toEqual([])
    expect(project.factories.map(({ table }) => table.name)).toContain('role_user')
  })

  test('that others refer to are tables of their own', async () => {
    const project = await planned(`${pair(', primary key (user_id, role_id)')};
      create table grants (id integer primary key, user_id integer not null, role_id integer not null, foreign key (user_id, role_id) references role_user (user_id, role_id))`)
    expect(project.pivots).toEqual([])
  })

  test('of one table have a relation for each way, and no row is paired with itself', async () => {
    const project = await planned(`${USERS} create table follows (follower_id integer not null references users (id), followed_id integer not null references users (id),
      primary key (follower_id, followed_id), check (follower_id <> followed_id))`)
    expect(relationsOf(project, 'users')).toEqual(['followed: manyToMany users (follower_id | followed_id)', 'followers: manyToMany users (followed_id | follower_id)'])
    expect(seederOf(project)).toContain('await this.factory(UserFactory)\n  .recycle(UserFactory, users)\n  .hasFollowed(between(1, 3))\n  .createBatch(20)')
  })

  test('two of the same tables are told apart by their names', async () => {
    const project = await planned(`${pair(', primary key (user_id, role_id)', 'wanted_roles')};
      create table user_granted_roles (user_id integer not null references users (id), role_id integer not null references roles (id), primary key (user_id, role_id))`)
    expect(relationsOf(project, 'users')).toEqual(['grantedRoles: manyToMany roles (user_id | role_id)', 'wantedRoles: manyToMany roles (user_id | role_id)'])
  })

  test('are factories where only one side has one', async () => {
    const project = await planned(pair(', primary key (user_id, role_id)'), { tables: ['users', 'role_user'] })
    expect(project.pivots).toEqual([])
    expect(definitionOf(project, 'role_user')['role_id']).toContain("session.db('roles').orderBy('id')")
  })
})

describe('circles', () => {
  test('are opened where a key may be NULL, at the one that names a role', async () => {
    const project = await planned(`create table departments (id integer primary key, manager_id integer references employees (id));
      create table employees (id integer primary key, department_id integer references departments (id))`)
    expect(definitionOf(project, 'departments')).toEqual({ manager_id: 'null' })
    expect(definitionOf(project, 'employees')).toEqual({ department_id: 'this.factory(DepartmentFactory)' })
    expect(relationsOf(project, 'departments')).toEqual(['manager: belongsTo employees (manager_id)', 'employees: hasMany employees (department_id)'])
  })

  test('of keys that must be given are left to the engine, and filled from one table', async () => {
    const project = await planned(`create table stores (id integer primary key, manager_id integer not null unique references staff (id));
      create table staff (id integer primary key, store_id integer not null references stores (id))`)
    expect(definitionOf(project, 'stores')).toEqual({ manager_id: 'this.factory(StaffFactory)' })
    expect(definitionOf(project, 'staff')).toEqual({ store_id: 'this.factory(StoreFactory)' })
    expect(seederOf(project)).toBe(
      'const stores = await this.factory(StoreFactory).createBatch(20)\nawait this.factory(StaffFactory).recycle(StoreFactory, stores).createBatch(40)\n')
  })

  test('through three tables are opened once', async () => {
    const project = await planned(`create table a (id integer primary key, b_id integer not null references b (id));
      create table b (id integer primary key, c_id integer not null references c (id));
      create table c (id integer primary key, a_id integer references a (id))`)
    expect([definitionOf(project, 'a'), definitionOf(project, 'b'), definitionOf(project, 'c')]).toEqual([{ b_id: 'this.factory(BFactory)' }, { c_id: 'this.factory(CFactory)' }, { a_id: 'null' }])
  })

  test('a key that a CHECK wants is not the one that stays NULL', async () => {
    const project = await planned(`create table a (id integer primary key, owner_id integer references b (id), check (owner_id is not null or 1 = 2));
      create table b (id integer primary key, a_id integer references a (id))`)
    expect([definitionOf(project, 'a'), definitionOf(project, 'b')]).toEqual([{ owner_id: 'this.factory(BFactory)' }, { a_id: 'null' }])
  })
})
