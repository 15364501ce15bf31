/** The words of `enum('a','b')` or `set('a','b')`. */
export function quotedWords(type: string): readonly string[] {
  return [...type.matchAll(/'((?:[^']|'')*)'/g)].map((found) => (found[1] ?? '').replaceAll("''", "'"))
}
