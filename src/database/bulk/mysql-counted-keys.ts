import type { ColumnPlan } from '../write/table-plan.js'

/** The keys that a column counted up in one statement. */
export function countedKeys({ codec }: ColumnPlan, first: bigint, count: number, step: number): readonly unknown[] {
  const start = Number(first)
  // As the column's codec reads an integer: a number where that is exact.
  if (typeof codec.decode(String(first), undefined) === 'number' && Number.isSafeInteger(start + count * step)) return Array.from({ length: count }, (_, k) => start + k * step)
  return Array.from({ length: count }, (_, k) => codec.decode(String(first + BigInt(k * step)), undefined))
}
