/** A table among those of several schemas. */
export function tableKey(schema: unknown, name: unknown): string {
  return JSON.stringify([String(schema), String(name)])
}
