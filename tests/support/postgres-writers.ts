import { attachDatabase } from '../../src/database/attach-database.js'
import type { Database, InsertRow, StoredRow } from '../../src/database/database.js'
import type { TableName } from '../../src/database/table-name.js'
import type { TestDatabase } from './databases.js'
import { recordStatements, type StatementRecorder } from './record-statements.js'

/** A database with what is recorded of it. */
export interface Writer {
  readonly database: Database
  readonly recorder: StatementRecorder
  /** How rows were written since the last call: `copy 100`, `insert 3`, `returning 1`, and `keys 100` where keys were reserved. */
  ways(): readonly string[]
}

/** One that copies where it can, or one that never does. */
export function openWriter(db: Pick<TestDatabase, 'knex'>, without: 'nothing' | 'copy' = 'nothing'): Writer {
  const recorder = recordStatements()
  const database = attachDatabase(db.knex, { observer: recorder.observer, transaction: 'own', without: without === 'copy' ? ['copy'] : [] })
  return {
    database,
    recorder,
    ways() {
      const ways = recorder.events.flatMap(({ statement: { kind, sql }, rows }) => {
        if (kind === 'insert') return [`${sql.startsWith('copy') ? 'copy' : / returning /.test(sql) ? 'returning' : 'insert'} ${rows}`]
        return sql.includes('nextval(?') ? [`keys ${/generate_series\(1, (\d+)/.exec(sql)?.[1]}`] : []
      })
      recorder.clear()
      return ways
    },
  }
}

export interface Piece {
  readonly wanted?: readonly string[] | undefined
  readonly primaryKey?: readonly string[]
  /** Where the rows stand in their call: how many there are before them, and in all. */
  readonly place?: { readonly offset: number; readonly total: number }
}

/** Inserts one piece of the rows of a call, as the streaming engine does. */
export function insertPiece(database: Database, table: TableName, rows: readonly InsertRow[], piece: Piece = {}): Promise<readonly StoredRow[]> {
  const source = { seeder: 'TestSeeder', factory: 'TestFactory', relation: undefined }
  const { offset, total } = piece.place ?? { offset: 0, total: rows.length }
  return database.insert({
    table,
    primaryKey: piece.primaryKey ?? ['id'],
    rows,
    wanted: 'wanted' in piece ? piece.wanted : ['id'],
    label: { ...source, rows: { from: offset + 1, to: offset + rows.length, of: total } },
    origin: (index) => ({ ...source, index: offset + index, of: total }),
  })
}
