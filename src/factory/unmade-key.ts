/** Stands in a preview for the key of a parent that would be made. */
export class UnmadeKey {
  /** Name of the parent's factory class. */
  readonly factory: string

  constructor(factory: string) {
    this.factory = factory
  }
}
