import { textWidth } from '../text-width.js'

/** A text in so many columns of a terminal: filled up with spaces at its end, or cut with an ellipsis. */
export function fitText(text: string, width: number): string {
  const own = textWidth(text)
  if (own <= width) return text + ' '.repeat(width - own)
  let cut = ''
  let used = 0
  for (const character of text) {
    const more = textWidth(character)
    if (used + more > width - 1) break
    cut += character
    used += more
  }
  return `${cut}…${' '.repeat(width - 1 - used)}`
}
