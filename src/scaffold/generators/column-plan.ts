import type { DatabaseColumn, DatabaseTable } from '../../database/schema/database-schema.js'
import { columnFate, type ColumnFate } from './column-fate.js'
import { commonMeaning } from './common-meaning.js'
import { findRule } from './find-rule.js'
import { fitsColumn } from './fits-column.js'
import type { Meaning, MomentMeaning } from './meaning.js'
import { randomKey } from './made-on-insert.js'
import type { Rule } from './rule.js'
import { subjectOf, type Reading, type Surroundings } from './subject.js'
import { uniqueOf } from './unique-of.js'

/** What is known of a column before an expression is made for it. */
export interface ColumnPlan {
  readonly column: DatabaseColumn
  readonly rule: Rule | undefined
  /** How the rule read the column's name. */
  readonly reading: Reading | undefined
  /** What stands before the words that the rule knows: `billing` in `billing_city`. */
  readonly prefix: string
  readonly meaning: Meaning
  readonly unique: 'alone' | 'together' | 'no'
  /** Spatial values go in as bytes. */
  readonly spatial: boolean
  /** How much longer than in English texts may be. */
  readonly stretch: number
  readonly fate: ColumnFate
}

/** What all columns of a table have in common. */
export interface PlanContext {
  readonly surroundings: Surroundings
  readonly spatial: boolean
  readonly locale: string | undefined
}

/** Measured over all of faker's locales, user names in Thai left out. */
const STRETCH = 2.5

/** What a column of a table means, and whether it is to be given. */
export function planColumn(column: DatabaseColumn, table: DatabaseTable, { surroundings, spatial, locale = 'en' }: PlanContext): ColumnPlan {
  const found = findRule(subjectOf(column, surroundings), (rule, name) => fitsColumn(rule, column, name))
  const unique = uniqueOf(column, table)
  const meaning = randomKey(column) ?? found?.rule.gives ?? commonMeaning(column)
  return {
    column,
    rule: found?.rule,
    reading: found?.reading,
    prefix: found === undefined ? '' : found.reading.column.slice(0, found.rule.column.exec(found.reading.column)?.index ?? 0),
    meaning: meaning.kind === 'moment' && unique === 'alone' && column.kind === 'date' ? manyDays(meaning) : meaning,
    unique,
    spatial,
    stretch: /^en(?:_|$)/.test(locale) ? 1 : STRETCH,
    fate: columnFate(column, table, found?.rule),
  }
}

/** A year has few days. */
function manyDays(meaning: MomentMeaning): MomentMeaning {
  return meaning.when === 'birth' ? meaning : { ...meaning, when: meaning.when === 'past' || meaning.when === 'recent' ? 'past' : 'future', most: 12 }
}
