import type { CatalogueReader } from '../../dialects/dialect.js'
import type { ServerFacts } from '../../dialects/server-facts.js'
import type { ColumnParts } from '../complete-table.js'
import { groupBy } from '../group-by.js'
import { integerRange, type IntegerRange } from '../integer-range.js'
import { mysqlKind } from '../mysql-kind.js'
import type { ColumnKind } from '../table-schema.js'
import { catalogueText } from './catalogue-text.js'
import { defaultExpression } from './default-expression.js'
import { quotedWords } from './quoted-words.js'
import { tableKey } from '../table-key.js'

type Row = Readonly<Record<string, unknown>>

const columnsQuery = (places: string) => `
  select c.table_schema as db, c.table_name as tablename, c.column_name as name, c.data_type as base, c.column_type as type,
    c.is_nullable as nullable, c.column_default as expr, c.extra as extra, c.character_maximum_length as length,
    c.numeric_precision as digits, c.numeric_scale as scale, c.datetime_precision as fraction, c.collation_name as collation,
    c.column_comment as comment, c.generation_expression as computed
  from information_schema.columns c where c.table_schema in (${places}) order by c.table_schema, c.table_name, c.ordinal_position`

/** By table; `isJson` tells MariaDB's columns of JSON, which are texts with a check. */
export async function readColumns(
  read: CatalogueReader,
  places: string,
  schemas: readonly string[],
  facts: ServerFacts,
  isJson: (table: string, column: string) => boolean,
): Promise<ReadonlyMap<string, readonly ColumnParts[]>> {
  return groupBy(await read(columnsQuery(places), schemas), keyOf, (row) => toColumn(row, facts, isJson(keyOf(row), String(row['name'])) ? 'json' : undefined))
}

const keyOf = (row: Row): string => tableKey(row['db'], row['tablename'])

function toColumn(row: Row, facts: ServerFacts, known: ColumnKind | undefined): ColumnParts {
  const base = String(row['base']).toLowerCase()
  const type = known ?? String(row['type'])
  const kind = known ?? mysqlKind(base, type)
  const extra = String(row['extra']).toLowerCase()
  const generated = extra.includes('generated') && !extra.includes('default_generated')
  const unsigned = /\bunsigned\b/i.test(type)
  const number = (key: string) => (row[key] === null || row[key] === undefined ? undefined : Number(row[key]))
  const comment = String(row['comment'] ?? '')
  return {
    name: String(row['name']),
    type,
    baseType: type,
    kind,
    element: undefined,
    nullable: row['nullable'] === 'YES',
    defaultExpression: generated ? undefined : defaultExpression(row, kind, facts),
    identity: extra.includes('auto_increment'),
    generated,
    length: kind === 'text' || kind === 'bytes' ? number('length') : undefined,
    precision: kind === 'decimal' ? number('digits') : undefined,
    scale: kind === 'decimal' ? number('scale') : number('fraction'),
    values: kind === 'enum' ? quotedWords(type) : undefined,
    members: base === 'set' ? quotedWords(type) : undefined,
    integerRange: rangeOf(base, kind, unsigned),
    unsigned,
    computed: generated ? { storage: extra.includes('virtual') ? 'virtual' : 'stored', expression: catalogueText(row['computed'] ?? '', facts) } : undefined,
    collation: row['collation'] === null || kind === 'json' ? undefined : String(row['collation']),
    comment: comment === '' ? undefined : comment,
    domain: undefined,
  }
}

const bits: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 64 }

function rangeOf(base: string, kind: ColumnKind, unsigned: boolean): IntegerRange | undefined {
  if (base === 'year') return { min: '1901', max: '2155' }
  return kind === 'integer' || kind === 'bigint' ? integerRange(bits[base], unsigned ? 'unsigned' : 'signed') : undefined
}
