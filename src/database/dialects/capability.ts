/** What a server can do beside the common ground; found when it is first used. */
export type Capability =
  /** INSERT … RETURNING gives the rows back. */
  | 'returning'
  /** LOAD DATA LOCAL INFILE. */
  | 'loadData'
