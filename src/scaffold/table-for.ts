import { snakeCase } from './generators/snake-case.js'
import { pluralWords } from './naming/plural-words.js'

/** The table a class most likely stands for: `User` -> `users`, `BlogPost` -> `blog_posts`, `Person` -> `people`. */
export function tableFor(className: string): string {
  return pluralWords(snakeCase(className))
}
