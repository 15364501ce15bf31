import { wordsOf } from '../generators/subject.js'

const ENDING = /_(?:id|ids|fk|key|code|uuid|guid|no|nr|num|number|ref|pk|sk)$/
const BEGINNING = /^(?:id|fk)_/

/** What a foreign key's column says of its parent, in snake case: `author_id` -> `author`, `fkUser` -> `user`; undefined where it says nothing. */
export function stemOf(column: string): string | undefined {
  const words = wordsOf(column)
  const stem = words.replace(ENDING, '').replace(BEGINNING, '')
  return stem === words || stem === '' ? undefined : stem
}
