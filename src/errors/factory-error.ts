import { SeedkitError } from './seedkit-error.js'

/** A factory, or a chain of calls on one, cannot be used as written. */
export class FactoryError extends SeedkitError {}
