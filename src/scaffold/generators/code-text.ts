/** A text as a TypeScript literal. */
export function codeText(text: string): string {
  const escaped = text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replace(/\p{Cc}|\p{Zl}|\p{Zp}/gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `'${escaped}'`
}
