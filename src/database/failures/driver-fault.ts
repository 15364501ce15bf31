export type FaultKind =
  | 'unique'
  | 'foreignKey'
  | 'notNull'
  | 'check'
  | 'tooLong'
  | 'invalidValue'
  | 'missingTable'
  | 'unknownColumn'
  | 'connectionLost'
  | 'locked'
  /** The role lacks a right. */
  | 'denied'
  /** What counts a column up has no value left. */
  | 'exhausted'
  /** No room, or no row number, left. */
  | 'full'
  | 'other'

/** What a driver's error says, in one shape. */
export interface DriverFault {
  readonly kind: FaultKind
  /** The database's own code, e.g. `23505`, `ER_DUP_ENTRY`, `SQLITE_CONSTRAINT_UNIQUE`. */
  readonly code: string | undefined
  readonly constraint?: string | undefined
  readonly columns?: readonly string[] | undefined
  /** Text of the offending values, one a column, as the database prints them. */
  readonly values?: readonly string[] | undefined
  /** All columns' values in one text (a key of several columns, a whole row). */
  readonly text?: string | undefined
  /** Row in the statement, counted from 0. */
  readonly row?: number | undefined
  /** Value in the statement, counted from 0. */
  readonly parameter?: number | undefined
  /** The domain that refused a value. */
  readonly domain?: string | undefined
  /** The sequence without values left, where it is an object of its own. */
  readonly sequence?: string | undefined
  /** The table that a foreign key points at. */
  readonly parentTable?: string | undefined
  /** The database's message, without SQL and values. */
  readonly message: string
}
