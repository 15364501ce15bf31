import type { SequenceSchema } from '../schema/table-schema.js'

/** What a sequence is known by in a run. */
export function sequenceKey({ schema, name }: SequenceSchema): string {
  return `${schema}\0${name}`
}
