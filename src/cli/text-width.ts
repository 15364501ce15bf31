/** Scripts and symbols that take two columns of a terminal. */
const WIDE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u
/** Marks, joiners and format characters that take none. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u
const PLAIN = /^[\u0020-\u007e]*$/

/** Columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const character of text) width += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}
