/** Where a connection stands in the config, for messages and relative paths. */
export interface ConnectionPlace {
  /** Name of the connection. */
  readonly name: string
  /** Path of its keys: empty at the top level, `connections.reporting` below. */
  readonly path: string
  readonly file: string
  readonly root: string
}

/** Path of a key of the connection, as messages name it. */
export function keyIn(place: ConnectionPlace, key: string): string {
  return place.path === '' ? key : `${place.path}.${key}`
}
