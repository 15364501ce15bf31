import { questionMarks } from '../question-marks.js'

/** A name between quotation marks, doubled inside; `\?` for a question mark, which Knex would take for a value. */
export function quoteName(name: string, mark: string): string {
  return questionMarks.escape(mark + name.replaceAll(mark, mark + mark) + mark)
}
