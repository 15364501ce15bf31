import type { ColumnSchema } from '../schema/table-schema.js'
import type { ColumnCodec } from './column-codec.js'
import { parseInstant } from './instant.js'
import { momentDigits } from './moment-digits.js'

/**
 * The codec of a key that keeps more digits of a second than a Date: a Date that is read keeps them beside it, and takes them along wherever it is given next.
 * Other columns do without: most moments are no keys, and are read as soon as can be.
 */
export function momentKeyCodec(codec: ColumnCodec, { kind, scale }: ColumnSchema): ColumnCodec {
  if ((kind !== 'timestamp' && kind !== 'timestamptz') || (scale !== undefined && scale <= 3)) return codec
  const { encode, decode, foretell } = codec
  const fitting = (value: unknown): string => (value instanceof Date ? momentDigits.of(value).slice(0, (scale ?? 9) - 3) : '')
  return {
    ...codec,
    encode(value) {
      const encoded = encode(value)
      return typeof encoded === 'string' ? momentDigits.added(encoded, fitting(value)) : encoded
    },
    decode(raw, given) {
      const value = decode(raw, given)
      if (typeof raw !== 'string') return value
      const digits = momentDigits.inText(raw)
      if (value instanceof Date) momentDigits.keep(value, digits)
      return typeof value === 'string' && value !== raw ? inWordsOf(value, given, digits) : value
    },
    foretell:
      foretell &&
      ((value) => {
        const told = foretell(value)
        if (told instanceof Date) momentDigits.keep(told, fitting(value))
        return told
      }),
  }
}

/** A moment that was given as text is told in those words where it is that very moment. */
function inWordsOf(text: string, given: unknown, digits: string): string {
  if (text !== given) return momentDigits.added(text, digits)
  return momentDigits.inText(text) === digits ? text : momentDigits.added(parseInstant(text)?.toISOString() ?? text, digits)
}
