import { isSecret } from '../support/is-secret.js'

/** Stands for a value that is not printed. */
export const HIDDEN = '***'

/** `--set` as it was typed, for a command that is printed: values of columns that look like secrets stay out of it. */
export function setWords(values: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(values).flatMap(([column, value]) => ['--set', `${column}=${isSecret(column) ? HIDDEN : value}`])
}
