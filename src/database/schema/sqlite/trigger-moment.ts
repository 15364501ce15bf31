/** When a trigger runs, as far as rows that are inserted are concerned. */
export type TriggerMoment = 'before insert' | 'after insert' | 'not at insert'

const name = '(?:"(?:[^"]|"")*"|\\[[^\\]]*\\]|`(?:[^`]|``)*`|[^\\s"[`.]+)'
const head = new RegExp(`^create trigger ${name}(?:\\.${name})?\\s+(?:(before|after|instead\\s+of)\\s+)?(insert|update|delete)\\s`, 'i')

/** SQLite keeps a trigger's head as it was written; one that cannot be read counts as one that does the most. */
export function triggerMoment(ddl: string): TriggerMoment {
  const [, moment, event] = head.exec(ddl) ?? [undefined, 'after', 'insert']
  if (event?.toLowerCase() !== 'insert') return 'not at insert'
  return moment?.toLowerCase() === 'after' ? 'after insert' : 'before insert'
}
