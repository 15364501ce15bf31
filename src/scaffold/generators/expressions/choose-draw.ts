import type { TextDraw } from '../meaning.js'

/** So many different texts are enough for a column whose values have to differ, if there is nothing better. */
const ENOUGH = 900
const SOME = 50
/** Few texts come near the length of the longest. */
const NEARLY = 0.7

/** The draw that serves a column best: one that fits, and with as many different texts as it takes. */
export function chooseDraw(draws: readonly TextDraw[], maxLength: number, unique: 'alone' | 'together' | 'no'): TextDraw | undefined {
  const needed = unique === 'alone' ? ENOUGH : unique === 'together' ? SOME : 1
  const fitting = draws.filter(({ kind, longest }) => (kind === 'prose' ? longest * NEARLY : longest) <= maxLength)
  const good = fitting.find(({ distinct }) => distinct >= needed)
  if (good !== undefined) return good
  // Cut to a dozen letters, texts of many kinds still differ.
  const cut = draws.find(({ distinct }) => distinct >= needed)
  if (cut !== undefined && (unique === 'no' || maxLength >= 12)) return unique === 'no' ? draws.toSorted((a, b) => a.longest - b.longest)[0] : cut
  const most = fitting.toSorted((a, b) => b.distinct - a.distinct)[0]
  return most !== undefined && most.distinct >= Math.min(needed, SOME) ? most : undefined
}
