import { sqliteSyntax } from '../checks/sql-syntax.js'
import { TokenReader, Unreadable } from '../checks/token-reader.js'
import { tokenize } from '../checks/tokenize.js'
import type { CheckConstraint } from '../table-schema.js'

/** What only the text of CREATE TABLE tells; SQLite's pragmas know the rest. */
export interface TableDeclaration {
  /** One without a name goes by its expression. */
  readonly checks: readonly CheckConstraint[]
  /** In the order declared; the pragma has it the other way round. */
  readonly foreignKeys: readonly DeclaredForeignKey[]
  /** By column. */
  readonly collations: ReadonlyMap<string, string>
  /** Expressions of generated columns, by column. */
  readonly computed: ReadonlyMap<string, string>
}

export interface DeclaredForeignKey {
  /** Empty where it has none. */
  readonly name: string
  /** Checked at COMMIT. */
  readonly deferred: boolean
}

/** Reads a CREATE TABLE as SQLite keeps it. Of a text that is none, nothing is told. */
export function parseCreateTable(ddl: string): TableDeclaration {
  const walk = new DeclarationWalk(ddl)
  try {
    walk.read()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  }
  return walk
}

const tableConstraints: readonly string[] = ['constraint', 'primary', 'unique', 'check', 'foreign']

class DeclarationWalk implements TableDeclaration {
  readonly checks: CheckConstraint[] = []
  readonly foreignKeys: DeclaredForeignKey[] = []
  readonly collations = new Map<string, string>()
  readonly computed = new Map<string, string>()
  readonly #ddl: string
  readonly #reader: TokenReader
  /** The column whose declaration this is; undefined in the table's own constraints. */
  #column: string | undefined
  /** The name that was given to the constraint that comes next. */
  #name: string | undefined

  constructor(ddl: string) {
    this.#ddl = ddl
    this.#reader = new TokenReader(tokenize(ddl, sqliteSyntax) ?? [])
  }

  read(): void {
    const reader = this.#reader
    while (!reader.takes('(')) reader.next()
    this.#startItem()
    while (!reader.takes(')')) {
      if (reader.takes(',')) this.#startItem()
      else this.#readNext()
    }
  }

  #startItem(): void {
    const { key } = this.#reader
    this.#name = undefined
    this.#column = key !== undefined && tableConstraints.includes(key) ? undefined : this.#reader.next().value
  }

  #readNext(): void {
    const reader = this.#reader
    switch (reader.key) {
      case 'constraint':
        reader.next()
        this.#name = reader.next().value
        return
      case 'check': {
        reader.next()
        const expression = this.#parentheses()
        this.checks.push({ name: this.#name ?? expression, expression })
        this.#name = undefined
        return
      }
      case 'references':
        reader.next()
        this.foreignKeys.push({ name: this.#name ?? '', deferred: false })
        this.#name = undefined
        return
      case 'deferrable':
        this.#readDeferrable()
        return
      case 'not':
        // NOT DEFERRABLE INITIALLY DEFERRED is not deferred either.
        if (reader.takes('not', 'deferrable')) reader.takes('initially', 'deferred')
        else reader.next()
        return
      default:
        this.#readColumnPart()
    }
  }

  #readColumnPart(): void {
    const reader = this.#reader
    if (reader.sees('(')) reader.skipParentheses()
    else if (this.#column === undefined) reader.next()
    else if (reader.takes('collate')) this.collations.set(this.#column, reader.next().value)
    else if (reader.sees('as', '(')) {
      reader.next()
      this.computed.set(this.#column, this.#parentheses())
    } else reader.next()
  }

  #readDeferrable(): void {
    this.#reader.next()
    const last = this.foreignKeys.at(-1)
    if (last !== undefined && this.#reader.takes('initially', 'deferred')) this.foreignKeys.splice(-1, 1, { ...last, deferred: true })
  }

  #parentheses(): string {
    const { start, end } = this.#reader.skipParentheses()
    return this.#ddl.slice(start, end).trim()
  }
}
