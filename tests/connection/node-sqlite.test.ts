import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NodeSqliteDatabase } from '../../src/database/node-sqlite/node-sqlite-database.js'
import { nodeSqliteModule } from '../../src/database/node-sqlite/node-sqlite-module.js'
import { ConnectionError } from '../../src/errors/connection-error.js'

const isMissing = nodeSqliteModule() === undefined
if (isMissing) console.warn(`SKIPPED: node:sqlite, which Node.js ${process.version} does not have or which is too old there`)

const open = () => new NodeSqliteDatabase(':memory:').exec('create table t (id integer primary key, a, n integer unique)')

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'seedkit-node-sqlite-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

test('a missing driver: the way without one is named', () => {
  const error = ConnectionError.missingDriver({ client: 'sqlite3', driver: 'sqlite3', install: 'npm install -D sqlite3', builtInSince: '22.16' })
  expect(error.hint).toBe('Install it: npm install -D sqlite3 (or use Node.js 22.16 or newer, which has a driver of its own)')
})

test.runIf(isMissing)('where Node.js has no SQLite of its own, that is said', () => {
  expect(() => new NodeSqliteDatabase(':memory:')).toThrow('This version of Node.js has no SQLite that could be used.')
})

describe.skipIf(isMissing)('node:sqlite, as better-sqlite3 would answer', () => {
  test('what gives rows and what does not', () => {
    const db = open()
    expect(['select 1', 'insert into t (a) values (1)', 'insert into t (a) values (1) returning id', 'begin', 'pragma foreign_keys'].map((sql) => db.prepare(sql).reader)).toEqual([true, false, true, false, true])
    expect(db.prepare('insert into t (a) values (?), (?)').run(['x', 'y'])).toEqual({ changes: 2, lastInsertRowid: 2 })
    expect(db.prepare('select a from t where id > ?').all([0])).toEqual([{ a: 'x' }, { a: 'y' }])
    expect(db.prepare('select a from t where id > ?').get([9])).toBeUndefined()
    expect([...db.prepare('select a from t').iterate()]).toEqual([{ a: 'x' }, { a: 'y' }])
    expect(db.pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }])
    expect(db.pragma('busy_timeout')).toEqual([{ timeout: 5000 }])
  })

  test('rows are plain objects, bytes are Buffers', () => {
    const [row] = open().prepare('select ? as b, ? as t, null as n, ? as r').all([new Uint8Array([1, 2]), 'ab', 1])
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect(row).toStrictEqual({ b: Buffer.from([1, 2]), t: 'ab', n: null, r: 1 })
  })

  test('text with NUL is whole, or refused where Node.js would cut it', () => {
    const db = open()
    const query = () => db.prepare('select ? as t').get(['a\0b'])
    if (process.versions.node.startsWith('22.')) expect(query).toThrow(/^text with NUL \(0x00\) is cut by the SQLite of Node.js v22/)
    else expect(query()).toEqual({ t: 'a\0b' })
  })

  test('integers are numbers, beyond 2^53 the nearest, and bigints where that is asked for', () => {
    const db = open()
    db.prepare('insert into t (n) values (?), (?)').run([7, 9007199254740993n])
    const query = 'select n from t order by n'
    expect(db.prepare(query).all()).toEqual([{ n: 7 }, { n: 9007199254740992 }])
    expect(db.prepare(query).safeIntegers().all()).toEqual([{ n: 7n }, { n: 9007199254740993n }])
    expect(db.defaultSafeIntegers().prepare(query).get()).toEqual({ n: 7n })
    expect(db.prepare('insert into t (n) values (1)').run()).toEqual({ changes: 1, lastInsertRowid: 3n })
    expect(db.defaultSafeIntegers(false).prepare('insert into t (n) values (2) returning n').all()).toEqual([{ n: 2 }])
  })

  test('booleans and objects are refused', () => {
    const db = open()
    for (const method of ['run', 'all', 'get'] as const) expect(() => db.prepare('insert into t (a) values (?)')[method]([true])).toThrow(TypeError)
    expect(() => db.prepare('insert into t (a) values (?)').run([{}])).toThrow()
    expect(db.prepare('select * from t').all()).toEqual([])
  })

  test.each([
    ['insert into t (n) values (7), (7)', 'SQLITE_CONSTRAINT_UNIQUE', 'UNIQUE constraint failed: t.n'],
    ['insert into t (id) values (1), (1)', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'UNIQUE constraint failed: t.id'],
    ["insert into t (id) values ('x')", 'SQLITE_MISMATCH', 'datatype mismatch'],
    ['insert into missing values (1)', 'SQLITE_ERROR', 'no such table: missing'],
  ])('the error of %s', (sql, code, message) => {
    const db = open()
    expect(() => db.prepare(sql).run()).toThrow(expect.objectContaining({ code, message }))
  })

  test('a file that is none, a folder, a file that may only be read', async () => {
    await writeFile(path.join(root, 'text.db'), 'This is a text. '.repeat(100))
    expect(() => new NodeSqliteDatabase(path.join(root, 'text.db')).pragma('schema_version')).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }))
    await mkdir(path.join(root, 'folder.db'))
    expect(() => new NodeSqliteDatabase(path.join(root, 'folder.db'))).toThrow(expect.objectContaining({ code: 'SQLITE_CANTOPEN' }))
    const file = path.join(root, 'real.db')
    new NodeSqliteDatabase(file).exec('create table t (a)').close()
    const db = new NodeSqliteDatabase(file, { readonly: true })
    expect(() => db.prepare('insert into t values (1)').run()).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY' }))
    db.close()
  })

  test('it can be closed more than once', () => {
    const db = open()
    expect([db.open, db.close().open, db.close().open]).toEqual([true, false, false])
  })
})
