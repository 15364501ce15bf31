import { FactoryChain } from './chain.js'
import { FACTORY_BRAND } from './factory-internals.js'
import type { Column, Insertable, State } from './factory-types.js'
import { startKeyedCall, startUpsert } from './idempotent/start-keyed-call.js'

/** The ends that write by a natural key: run again, they leave what is there already. */
export abstract class FactoryWrites<Row extends object, Insert extends object = Insertable<Row>> extends FactoryChain<Row, Insert> {
  /**
   * Gives the row that has these values, unchanged, or creates one with them and the attributes, which beat them. NULL equals NULL, and the database's own equality
   * counts. Definition, states, parents, children and hooks are for a new row alone. Of several rows the first by primary key is given. Throws DatabaseError or FactoryError.
   *
   * @example
   * const admin = await users.admin().firstOrCreate({ email: 'root@example.test' }, { name: 'Root' })
   */
  async firstOrCreate(where: Partial<Row>, attributes?: State<Insert>): Promise<Row> {
    const row: unknown = await startKeyedCall(this, 'firstOrCreate', where, attributes)
    return row as Row // a row of this factory's table
  }

  /**
   * Gives the row that has these values the attributes, or creates one with both; where both name a column, the attribute is what it gets. A row that has the
   * attributes already is not updated, and columns that are not named stay as they are. A factory as an attribute makes a parent only for a row that has none. Throws DatabaseError or FactoryError, also where
   * several rows have these values.
   *
   * @example
   * await users.updateOrCreate({ email: 'root@example.test' }, { role: 'admin' })
   */
  async updateOrCreate(where: Partial<Row>, attributes: State<Insert>): Promise<Row> {
    const row: unknown = await startKeyedCall(this, 'updateOrCreate', where, attributes)
    return row as Row // as above
  }

  /**
   * `updateOrCreate()` for a list: finds rows by the columns `by`, creates those that are missing, updates those that differ, and gives all in the order of
   * the list. One SELECT, INSERT and UPDATE for up to 10,000 rows. Throws DatabaseError or FactoryError, also where two rows of the list are the same.
   *
   * @example
   * await users.upsert([{ email: 'ada@example.test', name: 'Ada' }, { email: 'bob@example.test', role: 'admin' }], 'email')
   */
  async upsert<By extends Column<Insert>>(
    rows: readonly (State<Insert> & Required<Pick<Insert, By>>)[],
    by: By | readonly By[],
  ): Promise<Row[]> {
    const stored: unknown = await startUpsert(this, rows, by)
    return stored as Row[] // rows of this factory's table
  }
}

Object.defineProperty(FactoryWrites.prototype, FACTORY_BRAND, { value: true })
