import type { ColumnKind } from './table-schema.js'

const kinds: Readonly<Record<string, ColumnKind>> = {
  tinyint: 'integer',
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  year: 'integer',
  bigint: 'bigint',
  decimal: 'decimal',
  float: 'float',
  double: 'float',
  bit: 'bits',
  char: 'text',
  varchar: 'text',
  tinytext: 'text',
  text: 'text',
  mediumtext: 'text',
  longtext: 'text',
  enum: 'enum',
  set: 'text',
  uuid: 'uuid',
  inet4: 'text',
  inet6: 'text',
  date: 'date',
  datetime: 'timestamp',
  timestamp: 'timestamptz',
  time: 'time',
  json: 'json',
  binary: 'bytes',
  varbinary: 'bytes',
  tinyblob: 'bytes',
  blob: 'bytes',
  mediumblob: 'bytes',
  longblob: 'bytes',
}

/** By DATA_TYPE and COLUMN_TYPE of information_schema. */
export function mysqlKind(base: string, type: string): ColumnKind {
  if (/^(tinyint\(1\)|bit\(1\))/i.test(type)) return 'boolean'
  return kinds[base.toLowerCase()] ?? 'other'
}
