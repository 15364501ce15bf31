/** An SQL expression, with integers beyond 2^53 as text: SQLite's drivers would give the nearest double. All other values stay what they are. */
export function sqliteExactInteger(sql: string): string {
  const { MIN_SAFE_INTEGER: least, MAX_SAFE_INTEGER: most } = Number
  return `case when ${sql} between ${least} and ${most} or typeof(${sql}) <> 'integer' then ${sql} else cast(${sql} as text) end`
}
