import { pascalCase } from './pascal-case.js'

/** Words of snake case as the name of a member: `order_item` -> `orderItem`. */
export function camelCase(words: string): string {
  const name = pascalCase(words)
  return name.charAt(0).toLowerCase() + name.slice(1)
}
