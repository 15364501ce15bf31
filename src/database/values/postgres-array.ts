/** `{1,"a b",NULL}`: PostgreSQL's text of an array, of any depth: arrays inside are dimensions. */
export function formatPostgresArray(list: readonly unknown[], encode: (value: unknown) => unknown): string {
  return `{${list.map((item) => (Array.isArray(item) ? formatPostgresArray(item, encode) : formatItem(item, encode))).join(',')}}`
}

/** The same for an array of JSON, where an array inside is a value. */
export function formatFlatPostgresArray(list: readonly unknown[], encode: (value: unknown) => unknown): string {
  return `{${list.map((item) => formatItem(item, encode)).join(',')}}`
}

function formatItem(item: unknown, encode: (value: unknown) => unknown): string {
  if (item === null || item === undefined) return 'NULL'
  const value = encode(item)
  const text = Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value)
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** The array behind such a text. `given` is the array that the factory gave, for the types of its elements. */
export function parsePostgresArray(
  text: string,
  given: unknown,
  decode: (raw: unknown, given: unknown) => unknown,
): unknown[] {
  // Arrays that do not start at 1 begin with their bounds: [0:1]={a,b}
  const reader = { text, at: text.indexOf('{') + 1 }
  return readList(reader, given, decode)
}

interface Reader {
  readonly text: string
  at: number
}

function readList(reader: Reader, given: unknown, decode: (raw: unknown, given: unknown) => unknown): unknown[] {
  const list: unknown[] = []
  const givenAt = (index: number): unknown => (Array.isArray(given) ? given[index] : undefined)
  while (reader.at < reader.text.length) {
    const next = reader.text[reader.at]
    if (next === '}') {
      reader.at++
      return list
    }
    if (next === ',') reader.at++
    else if (next === '{') {
      reader.at++
      list.push(readList(reader, givenAt(list.length), decode))
    } else if (next === '"') list.push(decode(readQuoted(reader), givenAt(list.length)))
    else {
      const raw = readBare(reader)
      list.push(raw === 'NULL' ? null : decode(raw, givenAt(list.length)))
    }
  }
  return list
}

function readQuoted(reader: Reader): string {
  let value = ''
  for (reader.at++; reader.text[reader.at] !== '"'; reader.at++) {
    if (reader.text[reader.at] === '\\') reader.at++
    value += reader.text[reader.at] ?? ''
    if (reader.at >= reader.text.length) return value
  }
  reader.at++
  return value
}

function readBare(reader: Reader): string {
  const start = reader.at
  while (reader.at < reader.text.length && reader.text[reader.at] !== ',' && reader.text[reader.at] !== '}') reader.at++
  return reader.text.slice(start, reader.at)
}
