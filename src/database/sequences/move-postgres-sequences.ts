import { postgresName } from '../dialects/postgres-name.js'
import { postgresLiteral } from '../literals/postgres-literal.js'
import { questionMarks } from '../question-marks.js'
import type { CatalogueReader } from '../dialects/dialect.js'
import type { SequenceSchema } from '../schema/table-schema.js'
import type { SequenceMark } from './sequence-mark.js'

/**
 * Moves sequences past values that were given; forward only, and none that is there already. ALTER SEQUENCE rolls back
 * with the transaction; it is for owners, others are left with setval(). Gives what the user should know.
 */
export async function movePostgresSequences(
  read: CatalogueReader,
  marks: readonly SequenceMark[],
): Promise<readonly string[]> {
  const notes: string[] = []
  const reachable = marks.filter(({ sequence }) => sequence.access !== 'none')
  for (const mark of marks) if (mark.sequence.access === 'none') notes.push(unreachable(mark))
  const behind: Behind[] = []
  for (const [index, position] of (await positions(read, reachable)).entries()) {
    const mark = reachable[index]
    if (mark === undefined) continue
    const target = targetOf(mark, position)
    if (target === undefined) continue
    if (target > mark.sequence.highest || target < mark.sequence.lowest) notes.push(full(mark))
    else behind.push({ ...mark, target })
  }
  const owned = behind.filter(({ sequence }) => sequence.access === 'owner')
  if (owned.length > 0) await read(questionMarks.escape(restartBlock(owned)), [])
  for (const mark of behind.filter(({ sequence }) => sequence.access === 'setval')) {
    await read(questionMarks.escape(setvalQuery(mark)), [])
    notes.push(setByValue(mark))
  }
  return notes
}

interface Behind extends SequenceMark {
  /** The next value to give. */
  readonly target: bigint
}

/** The values that sequences would give next. */
async function positions(read: CatalogueReader, marks: readonly SequenceMark[]): Promise<readonly bigint[]> {
  if (marks.length === 0) return []
  const each = marks.map(
    ({ sequence }, place) =>
      `select ${place} as place, last_value::text as last, is_called as called from ${postgresName(sequence)}`,
  )
  const rows = await read(questionMarks.escape(`${each.join(' union all ')} order by 1`), [])
  return rows.map((row, place) => {
    const last = BigInt(String(row['last']))
    return row['called'] === true ? last + (marks[place]?.sequence.step ?? 1n) : last
  })
}

/** The first value of the sequence beyond the mark, in its own steps; undefined where it is there already. */
function targetOf({ sequence: { step }, reached }: SequenceMark, next: bigint): bigint | undefined {
  const distance = step < 0n ? next - reached : reached - next
  if (distance < 0n) return undefined
  return next + (distance / (step < 0n ? -step : step) + 1n) * step
}

/**
 * Another session may move a sequence between our look at it and RESTART, which would then set it back. Setting the step
 * it has already locks it, and then it is looked at again.
 */
function restartBlock(marks: readonly Behind[]): string {
  const steps = marks.map(({ sequence, reached }) => {
    const name = postgresName(sequence)
    const { step } = sequence
    return `
      alter sequence ${name} increment by ${step};
      select case when is_called then last_value::numeric + (${step}) else last_value end into next from ${name};
      if (${step < 0n ? `next >= ${reached}` : `next <= ${reached}`}) then
        next := next + (floor((${reached} - next) / (${step})) + 1) * (${step});
        if (next between ${sequence.lowest} and ${sequence.highest}) then
          execute ${postgresLiteral(`alter sequence ${name} restart with `)} || next::bigint;
        end if;
      end if;`
  })
  return `do ${postgresLiteral(`declare next numeric; begin ${steps.join('')} end`)}`
}

function setvalQuery({ sequence, reached, target }: Behind): string {
  const name = postgresName(sequence)
  const isBehind = sequence.step < 0n ? `last_value >= ${reached}` : `last_value <= ${reached}`
  return `select setval(${postgresLiteral(name)}, ${target}, false) from ${name} where ${isBehind}`
}

function unreachable({ sequence, reached }: SequenceMark): string {
  return `Sequence ${printed(sequence)} was not moved past ${reached}, which was given: the role does not own it and may not update it. Rows without a value of their own may collide.`
}

function full({ sequence, reached }: SequenceMark): string {
  return `Sequence ${printed(sequence)} was left where it is: beyond ${reached}, which was given, it has no value left.`
}

function setByValue({ sequence, target }: Behind): string {
  return `Sequence ${printed(sequence)} was moved to ${target} by setval(), which a rollback does not undo: the role does not own it.`
}

function printed({ schema, name }: SequenceSchema): string {
  return `"${schema}.${name}"`
}
