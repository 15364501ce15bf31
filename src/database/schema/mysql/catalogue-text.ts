import type { ServerFacts } from '../../dialects/server-facts.js'

const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', 0: '\0', Z: '\x1a' }

/** An expression of the catalogue as SQL. MySQL puts backslashes into it once more than SQL wants: `_utf8mb4\'a\'`. */
export function catalogueText(value: unknown, { quotedDefaults }: ServerFacts): string {
  const text = String(value)
  return quotedDefaults ? text : text.replaceAll(/\\(.)/gs, (_, letter: string) => letters[letter] ?? letter)
}
