/** Words of snake case as the name of a class: `order_item` -> `OrderItem`. What is no letter or digit goes; a digit in front gets an underscore. */
export function pascalCase(words: string): string {
  const name = words
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  return /^\p{L}/u.test(name) ? name : `_${name}`
}
