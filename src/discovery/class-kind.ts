/** What tells factories and seeders apart. */
export interface ClassKind {
  readonly name: 'factory' | 'seeder'
  readonly base: 'Factory' | 'Seeder'
  /** Own property of the base's prototype; unlike `instanceof` it holds across copies of seedkit. */
  readonly brand: symbol
  /** The method without which a class cannot be used. */
  readonly method: 'definition' | 'run'
}

export const factoryKind: ClassKind = Object.freeze({
  name: 'factory',
  base: 'Factory',
  brand: Symbol.for('seedkit.Factory'),
  method: 'definition',
})

export const seederKind: ClassKind = Object.freeze({
  name: 'seeder',
  base: 'Seeder',
  brand: Symbol.for('seedkit.Seeder'),
  method: 'run',
})
