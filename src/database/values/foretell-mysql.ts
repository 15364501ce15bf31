import type { ColumnSchema } from '../schema/table-schema.js'
import { foretellDate } from './foretell-date.js'

type Foretell = (value: unknown) => unknown

const mostOf: Readonly<Record<string, number>> = { tinyint: 127, smallint: 32_767, mediumint: 8_388_607, int: 2_147_483_647, bigint: Number.MAX_SAFE_INTEGER }
const ascii = /^\p{ASCII}*$/u

/**
 * What MySQL and MariaDB give back of a value; undefined where the column would change it, in silence where the server is not strict: a number too large, a
 * text too long or in another character set.
 */
export function foretellMysql({ kind, type, length, scale, values }: ColumnSchema): Foretell | undefined {
  switch (kind) {
    case 'integer':
    case 'bigint': {
      const most = mostOf[/^\w+/.exec(type.toLowerCase())?.[0] ?? ''] ?? -1
      const least = /unsigned/i.test(type) ? 0 : -most
      return (value) => (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value + 0 : undefined)
    }
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined)
    case 'enum':
      return (value) => (typeof value === 'string' && values?.includes(value) === true ? value : undefined)
    case 'text': {
      if (!/^(?:varchar|tinytext|text|mediumtext|longtext)/i.test(type)) return undefined
      const most = length ?? 255
      return (value) => (typeof value === 'string' && value.length <= most && ascii.test(value) ? value : undefined)
    }
    case 'timestamp':
      return (value) => (value instanceof Date ? foretellDate(value, scale ?? 0) : undefined)
    default:
      return undefined
  }
}
