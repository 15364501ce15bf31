/** The digits of a moment's second that a Date has no room for: those after the third, without zeros at the end. */
export function finerDigits(text: string): string {
  // `2024-05-06 07:08:09.012` and shorter: nearly all.
  if (text.length < 24) return ''
  return /:\d\d\.\d{3}(\d*?)0*(?!\d)/.exec(text)?.[1] ?? ''
}
