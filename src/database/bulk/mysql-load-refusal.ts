/** LOAD DATA does not serve, and INSERT has to. */
export class LoadRefusal extends Error {
  readonly refused: 'by the driver' | 'for its rows'

  constructor(refused: LoadRefusal['refused']) {
    super(`LOAD DATA was refused ${refused}`)
    this.refused = refused
  }
}
