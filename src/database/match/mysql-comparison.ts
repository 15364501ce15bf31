import type { ColumnSchema } from '../schema/table-schema.js'

/** How a value in a list is made comparable with a column. */
export interface MysqlComparison {
  /** Around the value; undefined: as it is. */
  readonly cast: ((place: string) => string) | undefined
  /** A text takes its type and collation from the column. */
  readonly isWord: boolean
}

export function mysqlComparison({ kind, type, scale }: ColumnSchema): MysqlComparison {
  const digits = scale === undefined || scale === 0 ? '' : `(${scale})`
  const typed = (sqlType: string): MysqlComparison => ({ cast: (place) => `cast(${place} as ${sqlType})`, isWord: false })
  if (/^(bit|year)\b/i.test(type)) return { cast: undefined, isWord: false }
  switch (kind) {
    case 'integer':
    case 'bigint':
    case 'boolean':
      return typed('decimal(65)')
    case 'decimal':
      return typed(`decimal(65,${Math.min(30, scale ?? 0)})`)
    case 'float':
      return { cast: (place) => `${place} + 0e0`, isWord: false }
    case 'date':
      return typed('date')
    case 'timestamp':
    case 'timestamptz':
      return typed(`datetime${digits}`)
    case 'time':
      return typed(`time${digits}`)
    default:
      return { cast: undefined, isWord: kind === 'text' || kind === 'enum' || kind === 'uuid' }
  }
}
