import type { DatabaseColumn, DatabaseSchema, DatabaseTable } from '../../../../src/database/schema/database-schema.js'
import { fitsColumn } from '../../../../src/scaffold/generators/fits-column.js'
import { findRule } from '../../../../src/scaffold/generators/find-rule.js'
import type { Meaning } from '../../../../src/scaffold/generators/meaning.js'
import { boundPattern } from '../../../../src/scaffold/generators/patterns/bound-pattern.js'
import { parsePattern } from '../../../../src/scaffold/generators/patterns/parse-pattern.js'
import type { PatternNode } from '../../../../src/scaffold/generators/patterns/pattern-node.js'
import type { Rule } from '../../../../src/scaffold/generators/rule.js'
import { rules } from '../../../../src/scaffold/generators/rules.js'
import { subjectOf, surroundingsOf } from '../../../../src/scaffold/generators/subject.js'
import { column, table } from './tables.js'

/** A table with a column that a rule is for. */
export interface RuleExample {
  readonly rule: Rule
  readonly table: DatabaseTable
  readonly column: DatabaseColumn
  readonly schema: DatabaseSchema
}

const TYPES: Readonly<Record<Meaning['kind'], readonly string[]>> = {
  text: ['text', 'varchar(8)'], words: ['varchar(5)', 'text'], number: ['decimal(12,4)', 'int', 'decimal(1,0)'], moment: ['timestamptz'], time: ['time'], flag: ['boolean'], json: ['jsonb'], list: ['text'],
}

/** Columns that a rule is for, made of its own patterns: all alternatives that are told apart. */
export function examplesOf(rule: Rule, most: number): readonly RuleExample[] {
  const found: RuleExample[] = []
  for (const name of namesOf(rule.column)) {
    for (const of of rule.of === undefined ? ['gadget'] : [...namesOf(rule.of), 'gadget', 'order', 'shop', 'song']) {
      for (const type of TYPES[rule.gives.kind]) {
        const example = exampleOf(rule, name, of, type)
        if (example !== undefined) found.push(example)
        if (found.length >= most) return found
      }
    }
  }
  return found
}

function exampleOf(rule: Rule, name: string, of: string, type: string): RuleExample | undefined {
  const own = column(name, rule.within === undefined || !/^(?:text|varchar)/.test(type) ? type : `varchar(${rule.within})`)
  const beside = rule.beside === undefined ? [] : [column(namesOf(rule.beside)[0] ?? '', 'text')]
  const made = table(of, [own, ...beside])
  const among = rule.among === undefined ? [] : namesOf(rule.among).slice(0, 1).map((one) => table(one, []))
  const schema: DatabaseSchema = { schemas: ['public'], tables: [made, ...among], leftOut: [] }
  const rest = findRule(subjectOf(own, surroundingsOf(made, schema)), (one, reading) => fitsColumn(one, own, reading))
  return rest?.rule === rule ? { rule, table: made, column: own, schema } : undefined
}

/** Texts that a pattern matches: each alternative once, what is optional left out and put in. */
function namesOf(pattern: RegExp): readonly string[] {
  const node = parsePattern(pattern.source)
  const bounded = node && boundPattern(node, 0, 200)
  return bounded === undefined ? [] : [...new Set(variantsOf(bounded))].filter((name) => pattern.test(name) && name !== '' && name !== 'id')
}

function variantsOf(node: PatternNode): readonly string[] {
  switch (node.kind) {
    case 'text':
      return [node.text]
    case 'letters':
      return [node.letters.includes('_') ? 'x' : (node.letters.at(-1) ?? '')]
    case 'choice':
      return node.nodes.flatMap(variantsOf)
    case 'repeat':
      return [...new Set([...(node.min === 0 ? [''] : []), ...variantsOf(node.node).slice(0, 6).map((text) => text.repeat(Math.max(1, node.min)))])]
    default:
      return node.nodes.reduce<readonly string[]>((starts, one) => starts.flatMap((start) => variantsOf(one).map((end) => start + end)).slice(0, 400), [''])
  }
}

/** Every rule with one example; undefined for a rule that is never reached. */
export const ruleExamples: readonly (readonly [Rule, RuleExample | undefined])[] = rules.map((rule) => [rule, examplesOf(rule, 1)[0]])
