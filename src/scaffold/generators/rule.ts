import type { Meaning } from './meaning.js'

/** One row of the table that tells what columns mean. The first row that fits a column counts. */
export interface Rule {
  /** What the column means, in a few words; no two rules have the same. */
  readonly name: string
  /** The column's name in snake case, with or without its table's name in front: `user_email` of users is also `email`. */
  readonly column: RegExp
  /**
   * What the column is of: its table in the singular (`order_item`), or what stands before `name`, `title`, `description`, `code`, `type`, `status` or `number`
   * in it (`company_name` of customers is the name of a company).
   */
  readonly of?: RegExp
  /** Some other column of the table is called so. */
  readonly beside?: RegExp
  /** No other column of the table is called so. */
  readonly without?: RegExp
  /** Some table of the database is called so, in the singular. */
  readonly among?: RegExp
  /** The column holds at most so many characters. */
  readonly within?: number
  readonly gives: Meaning
  /** A number that is often kept as text. */
  readonly alsoText?: true
  /** Of a hundred rows, in how many a nullable column is not NULL: 100, if left out. With 0 it is left to its NULL. */
  readonly filled?: number
  /** What to do with a column that has a literal as its default: `give` for those whose default nobody means, such as a price of 0. */
  readonly onDefault?: 'give' | 'leave'
  /** What the column is to the other columns of its table: those that belong together agree. */
  readonly part?: Part
  /** Texts that such values look like: a CHECK with a pattern that takes them all is content with the rule. */
  readonly like?: readonly string[]
}

/** What columns are to each other. */
export type Part =
  | 'first name' | 'middle name' | 'last name' | 'full name' | 'username' | 'email' | 'initials'
  | 'title' | 'name' | 'slug' | 'website' | 'domain'
  | 'rating' | 'review text' | 'review title'
  | 'city' | 'region' | 'postal code' | 'country' | 'country code' | 'country code 3' | 'latitude' | 'longitude'
  | 'quantity' | 'unit price' | 'line total' | 'subtotal' | 'tax' | 'shipping cost' | 'total' | 'discount'
  | 'birth date' | 'age'
  | 'file name' | 'extension' | 'mime type'
  | 'alpha-2' | 'alpha-3' | 'symbol' | 'numeric code' | 'catalogue name'
  | 'is published' | 'is deleted' | 'is completed' | 'is paid' | 'is verified' | 'is read'
  | `at ${Moment}`

/** What happened at a moment; which comes before which is in `moment-order.ts`. */
export type Moment =
  | 'born' | 'died' | 'founded' | 'hired' | 'left' | 'created' | 'updated' | 'deleted' | 'registered' | 'verified' | 'seen'
  | 'scheduled' | 'requested' | 'submitted' | 'assigned' | 'approved' | 'rejected' | 'started' | 'ended' | 'opened' | 'closed' | 'completed' | 'cancelled' | 'resolved'
  | 'ordered' | 'issued' | 'due' | 'required' | 'paid' | 'refunded' | 'shipped' | 'delivered' | 'received' | 'sent' | 'read'
  | 'rented' | 'returned' | 'checked in' | 'checked out' | 'departed' | 'arrived' | 'published' | 'expires' | 'recorded' | 'made' | 'processed'
