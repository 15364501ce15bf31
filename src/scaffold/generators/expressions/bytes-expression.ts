import type { DatabaseColumn } from '../../../database/schema/database-schema.js'

const FEW = 16

/** As many bytes as a column takes, or a few of them. */
export function bytesExpression({ baseType, bounds }: DatabaseColumn, faker: string): string {
  const size = Number(/\((\d+)\)/.exec(baseType)?.[1] ?? Number.POSITIVE_INFINITY)
  const most = Math.min(size, bounds.maxLength ?? Number.POSITIVE_INFINITY)
  const length = /^binary/i.test(baseType) && Number.isFinite(size) ? size : Math.max(bounds.minLength ?? 0, Math.min(FEW, most))
  return `Uint8Array.from({ length: ${length} }, () => ${faker}.number.int(255))`
}
