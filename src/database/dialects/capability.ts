/** What a server can do beside the common ground; found when it is first used. */
export type Capability =
  /** INSERT … RETURNING gives the rows back. */
  | 'returning'
  /** LOAD DATA LOCAL INFILE. */
  | 'loadData'
  /** Keys that one LOAD DATA counts up follow each other, whoever else writes. */
  | 'consecutiveKeys'
  /** SET STATEMENT … FOR: settings of one statement. */
  | 'statementSettings'
  /** One statement can be checked more strictly than the session checks. */
  | 'strictStatements'
  /** COPY … FROM STDIN. */
  | 'copy'
  /** An INSERT without RETURNING tells how many rows it wrote. */
  | 'affected'
