/** Relations followed from the factory that was called: `posts.comments`. */
export function joinPath(path: string | undefined, name: string): string {
  return path === undefined ? name : `${path}.${name}`
}
