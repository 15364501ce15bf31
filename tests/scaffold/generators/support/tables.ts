import type { ColumnBounds, DatabaseColumn, DatabaseTable } from '../../../../src/database/schema/database-schema.js'
import type { ColumnKind } from '../../../../src/database/schema/table-schema.js'

const KINDS: Readonly<Record<string, ColumnKind>> = {
  tinyint: 'integer', smallint: 'integer', int: 'integer', integer: 'integer', year: 'integer', bigint: 'bigint', decimal: 'decimal', numeric: 'decimal', money: 'decimal', float: 'float', real: 'float', double: 'float',
  boolean: 'boolean', varchar: 'text', char: 'text', text: 'text', citext: 'text', uuid: 'uuid', enum: 'enum', date: 'date', datetime: 'timestamp', timestamp: 'timestamp', timestamptz: 'timestamptz', time: 'time',
  json: 'json', jsonb: 'json', bytea: 'bytes', blob: 'bytes', binary: 'bytes', varbinary: 'bytes', bits: 'bits',
}
const RANGES: Readonly<Record<string, readonly [string, string]>> = {
  tinyint: ['-128', '127'], smallint: ['-32768', '32767'], int: ['-2147483648', '2147483647'], integer: ['-2147483648', '2147483647'], year: ['1901', '2155'],
  bigint: ['-9223372036854775808', '9223372036854775807'], 'tinyint unsigned': ['0', '255'], 'smallint unsigned': ['0', '65535'], 'int unsigned': ['0', '4294967295'], 'bigint unsigned': ['0', '18446744073709551615'],
}

/** A column by its type, as the schema reader would give it: NOT NULL and without a default, unless `more` says otherwise. */
export function column(name: string, type: string, more: Partial<DatabaseColumn> = {}): DatabaseColumn {
  const isArray = type.endsWith('[]')
  const [, word = '', size, scale] = /^(\w+)(?:\((\d+)(?:,(\d+))?\))?/.exec(type) ?? []
  const kind = KINDS[word] ?? 'other'
  const range = RANGES[`${word}${type.includes('unsigned') ? ' unsigned' : ''}`]
  return {
    name, type, baseType: type, kind: isArray ? 'array' : kind, element: isArray ? kind : undefined, nullable: false, defaultExpression: undefined, identity: false, generated: false,
    length: kind === 'text' && size !== undefined ? Number(size) : undefined,
    precision: kind === 'decimal' && size !== undefined ? Number(size) : undefined,
    scale: kind === 'decimal' && size !== undefined ? Number(scale ?? 0) : undefined,
    integerRange: range === undefined ? undefined : { min: range[0], max: range[1] },
    values: undefined, members: undefined, unsigned: type.includes('unsigned'), computed: undefined, collation: undefined, comment: undefined, domain: undefined,
    bounds: {}, ...more,
  }
}

/** Bounds with both ends included. */
export function between(min: number | string, max: number | string): ColumnBounds {
  return { min: { value: String(min), inclusive: true }, max: { value: String(max), inclusive: true } }
}

/** A table of these columns; its key is an `id` that counts up, which need not be among them. */
export function table(name: string, columns: readonly DatabaseColumn[], more: Partial<DatabaseTable> = {}): DatabaseTable {
  const id = column('id', 'bigint', { identity: true })
  return {
    schema: 'public', name, kind: 'table', comment: undefined, columns: columns.some((one) => one.name === 'id') ? columns : [id, ...columns], primaryKey: ['id'], uniqueKeys: [], foreignKeys: [],
    checks: [], comparisons: [], alternatives: [], exclusions: [], partitioning: undefined, inherits: [], rowid: false, strict: false, ...more,
  }
}

/** A unique key of whole columns. */
export function unique(...columns: readonly string[]): DatabaseTable['uniqueKeys'][number] {
  return {
    name: `${columns.join('_')}_unique`, columns, parts: columns.map((name) => ({ column: name, expression: undefined, prefix: undefined })), expression: false, predicate: undefined,
    nullsCollide: false, constraint: true, deferrable: undefined,
  }
}

/** A foreign key to `parent.id`. */
export function foreign(from: string, parent: string): DatabaseTable['foreignKeys'][number] {
  return {
    name: `${from}_foreign`, columns: [from], table: { schema: 'public', name: parent }, foreignColumns: ['id'], onDelete: 'no action', onUpdate: 'no action', matchFull: false, deferrable: undefined,
  }
}
