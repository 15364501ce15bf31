/** What a type's modifier says, by the type's name in pg_type. */
export interface TypeLimits {
  readonly length: number | undefined
  readonly precision: number | undefined
  readonly scale: number | undefined
}

const none: TypeLimits = { length: undefined, precision: undefined, scale: undefined }

/** `modifier` is PostgreSQL's atttypmod or typtypmod: -1 where nothing was said. */
export function typeLimits(base: string, modifier: number): TypeLimits {
  if (base === 'name') return { ...none, length: 63 }
  if (modifier < 0) return none
  if (base === 'varchar' || base === 'bpchar') return { ...none, length: modifier > 4 ? modifier - 4 : undefined }
  if (base === 'numeric') {
    const packed = modifier - 4
    // The scale has eleven bits, the first of them its sign.
    return { ...none, precision: (packed >> 16) & 0xffff, scale: ((packed & 0x7ff) ^ 0x400) - 0x400 }
  }
  return base.startsWith('time') ? { ...none, scale: modifier } : none
}
