/** Rows that go in one LOAD DATA, or in as few INSERTs as it takes. */
export interface MysqlPiece {
  readonly by: 'load' | 'insert'
  readonly from: number
  readonly to: number
}

/** LOAD DATA takes three trips to the server more than an INSERT: fewer rows do not pay for them (a draw at 255, a fifth won at 1023). */
export const leastLoaded = 511
const mostLoaded = 2047

/**
 * Cuts rows into pieces. While LOAD DATA runs, InnoDB reserves keys in blocks of 1, 2, 4, … of which the last may stay unused for good: where keys are
 * `counted up`, pieces have 1 + 2 + 4 + … rows, so that keys have no gaps, as by INSERT. The rest is for INSERT.
 */
export function mysqlPieces(count: number, keys: 'counted up' | 'given'): readonly MysqlPiece[] {
  const pieces: MysqlPiece[] = []
  let from = 0
  while (count - from >= leastLoaded) {
    const left = Math.min(count - from, mostLoaded)
    const size = keys === 'given' ? left : 2 ** Math.floor(Math.log2(left + 1)) - 1
    pieces.push({ by: 'load', from, to: from + size })
    from += size
  }
  if (from < count) pieces.push({ by: 'insert', from, to: count })
  return pieces
}
