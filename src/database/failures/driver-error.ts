/** The fields that drivers put on their errors; all optional, all unproven. */
export interface DriverErrorFields {
  readonly message: string
  readonly code: string | undefined
  readonly errno: number | undefined
  readonly sqlMessage: string | undefined
  readonly detail: string | undefined
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly column: string | undefined
  readonly where: string | undefined
  readonly dataType: string | undefined
}

export function driverErrorFields(error: unknown): DriverErrorFields {
  const text = (key: string): string | undefined => {
    if (typeof error !== 'object' || error === null || !(key in error)) return undefined
    // Boundary: the drivers' errors are untyped.
    const value = (error as Record<string, unknown>)[key]
    return value === undefined || value === null ? undefined : String(value)
  }
  return {
    message: text('message') ?? String(error),
    code: text('code'),
    errno: text('errno') === undefined ? undefined : Number(text('errno')),
    sqlMessage: text('sqlMessage'),
    detail: text('detail'),
    constraint: text('constraint'),
    table: text('table'),
    column: text('column'),
    where: text('where'),
    dataType: text('dataType'),
  }
}
