import { plural } from './plural.js'

/** Words of snake case, the last in the plural: `order_item` -> `order_items`. */
export function pluralWords(words: string): string {
  const all = words.split('_')
  return [...all.slice(0, -1), plural(all.at(-1) ?? '')].join('_')
}
