import type { RowOrigin } from '../database.js'
import type { RowChunk } from '../write/write-context.js'
import { blamedValue } from './blamed-value.js'
import { cleanMessage } from './clean-cause.js'
import type { DriverFault, FaultKind } from './driver-fault.js'
import type { Finding } from './locate-fault.js'
import { pivotOf } from './pivot-of.js'
import { isSecret } from '../../support/is-secret.js'
import { shownValue } from './shown-value.js'

export interface FaultDescription {
  readonly code: string
  readonly fact: string
  readonly detail: string | undefined
  readonly hint: string | undefined
}

type Describe = (chunk: RowChunk, fault: DriverFault, finding: Finding, origin: RowOrigin) => FaultDescription

/** What to say about a refused row: the fact, the values, the way out. */
export function describeFault(
  chunk: RowChunk,
  fault: DriverFault,
  finding: Finding,
  origin: RowOrigin,
): FaultDescription {
  return (descriptions[fault.kind] ?? unknown)(chunk, fault, finding.columns.length > 0 ? finding : withBlamed(chunk, fault, finding), origin)
}

/** Where nobody has named a column, an UPDATE's above all. */
function withBlamed(chunk: RowChunk, fault: DriverFault, finding: Finding): Finding {
  const blamed = blamedValue(chunk, fault)
  return blamed === undefined || (finding.row ?? blamed.row) !== blamed.row ? finding : { ...finding, row: blamed.row, columns: [blamed.column] }
}

const descriptions: Partial<Record<FaultKind, Describe>> = {
  unique(chunk, fault, finding) {
    const names = namesOf(finding) ?? 'the key'
    const where = finding.twin === undefined ? whereElse(chunk, finding) : `as in row ${numberOf(chunk, finding.twin)}`
    const values = valuesOf(chunk, finding)
    return {
      code: 'SEEDKIT_UNIQUE_VIOLATION',
      fact: `breaks the unique constraint${quoted(fault.constraint)}${fault.constraint === undefined ? ` on ${names}` : ''}`,
      detail: values === undefined ? undefined : `${values}, ${where}.`,
      hint: differingHint(names, finding),
    }
  },
  foreignKey(chunk, fault, finding) {
    const parent = finding.foreignKey?.table.name ?? fault.parentTable
    const values = valuesOf(chunk, finding)
    const names = namesOf(finding) ?? 'the foreign key'
    return {
      code: 'SEEDKIT_FOREIGN_KEY_VIOLATION',
      fact: `points at no row${parent === undefined ? '' : ` of table "${parent}"`} (foreign key${quoted(fault.constraint) || ` on ${names}`})`,
      detail: values === undefined ? undefined : `${values}.`,
      hint: `Create the parent first, or let a relation or a factory give ${names}.`,
    }
  },
  notNull(_chunk, fault, finding, origin) {
    const names = namesOf(finding) ?? (fault.columns?.[0] === undefined ? 'a column' : `"${fault.columns[0]}"`)
    return {
      code: 'SEEDKIT_NOT_NULL_VIOLATION',
      fact: `has no value for ${names}, which is NOT NULL`,
      detail: undefined,
      hint: origin.isPair === true ? `Add ${names} to the ${pivotOf(origin)}.` : `Add ${names} to ${origin.factory}.definition(), or to the overrides.`,
    }
  },
  check(chunk, fault, finding) {
    const values = valuesOf(chunk, finding)
    const rule = chunk.plan.schema.checks.find(({ name }) => name === fault.constraint)?.expression
    return {
      code: 'SEEDKIT_CHECK_VIOLATION',
      fact:
        fault.constraint === undefined
          ? `breaks a rule of the table: ${cleanMessage(fault.message, chunk).slice(0, 300)}`
          : `breaks the check constraint "${fault.constraint.slice(0, 200)}"`,
      detail: values === undefined ? undefined : `${values}.`,
      hint: `Change ${namesOf(finding) ?? 'the row'} so that it holds${rule === undefined ? '' : `: ${rule.slice(0, 300)}`}.`,
    }
  },
  tooLong(chunk, _fault, finding, origin) {
    const column = finding.columns[0]
    const names = namesOf(finding) ?? 'a column'
    return {
      code: 'SEEDKIT_VALUE_TOO_LONG',
      fact: `is too long for ${names}${column === undefined ? '' : ` (${column.column.type})`}`,
      detail: sentence(valuesOf(chunk, finding)),
      hint: `Shorten what ${giver(origin)} for ${names}, or widen the column.`,
    }
  },
  invalidValue(chunk, fault, finding, origin) {
    const column = finding.columns[0]
    const names = namesOf(finding) ?? 'a column'
    const words = column?.column.values
    return {
      code: 'SEEDKIT_INVALID_VALUE',
      fact: `has a value that ${names}${column === undefined ? '' : ` (${column.column.type})`} cannot hold: ${cleanMessage(fault.message, chunk).slice(0, 200)}`,
      detail: sentence(valuesOf(chunk, finding)),
      hint:
        words === undefined
          ? `Change what ${giver(origin)} for ${names}.`
          : `${names} takes ${words.slice(0, 20).join(', ')}.`,
    }
  },
}

const unknown: Describe = (chunk, fault) => ({
  code: 'SEEDKIT_STATEMENT_FAILED',
  fact: `was refused: ${cleanMessage(fault.message, chunk).slice(0, 300)}`,
  detail: undefined,
  hint: undefined,
})

function differingHint(names: string, finding: Finding): string {
  const computed = namesOf({ ...finding, columns: finding.columns.filter(({ column }) => column.generated && !column.identity) })
  if (computed === undefined) return `Make ${names} differ from row to row (a sequence, or the row's index in the value), or start from an empty table.`
  return `The database computes ${computed}: make what it is computed from differ from row to row, or start from an empty table.`
}

/** Where no row of the statement is the same: of some types a value has spellings that only the database knows. */
function whereElse({ rows }: RowChunk, { columns }: Finding): string {
  const isKnown = rows.length === 1 || columns.every(({ column }) => column.kind !== 'other' && column.kind !== 'array' && !column.generated)
  return isKnown ? 'which the table holds already' : 'which is the key of another row already'
}

function giver(origin: RowOrigin): string {
  return origin.isPair === true ? `the ${pivotOf(origin)} give` : 'the factory gives'
}

function quoted(name: string | undefined): string {
  return name === undefined ? '' : ` "${name}"`
}

function sentence(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `${text}.`
}

function namesOf({ columns }: Finding): string | undefined {
  return columns.length === 0 ? undefined : columns.map(({ name }) => `"${name}"`).join(' and ')
}

/** `"email" is "a@x"`; undefined where row or columns are not known. */
function valuesOf(chunk: RowChunk, { row, columns }: Finding): string | undefined {
  if (row === undefined || columns.length === 0) return undefined
  return columns
    .map(({ name }) => {
      const value = chunk.rows[row]?.[name]
      // Left out: the database's default is what broke the rule.
      return value === undefined && !isSecret(name)
        ? `"${name}" is left to the database`
        : `"${name}" is ${shownValue(name, value)}`
    })
    .join(', ')
}

function numberOf(chunk: RowChunk, k: number): number {
  return chunk.request.origin(chunk.indexes[k] ?? 0).index + 1
}
