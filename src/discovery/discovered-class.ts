/** A factory or seeder class of the user's project. */
export interface DiscoveredClass {
  readonly name: string
  /** Absolute path of the file that defines it. */
  readonly file: string
  readonly class: unknown
  /** The class's `static description`, if it has one. */
  readonly description?: string | undefined
}
