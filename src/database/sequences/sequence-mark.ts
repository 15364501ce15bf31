import type { SequenceSchema } from '../schema/table-schema.js'

/** How far the values given for a sequence's columns reach: the largest, or the smallest where it counts down. */
export interface SequenceMark {
  readonly sequence: SequenceSchema
  readonly reached: bigint
}
