import { SeedkitError } from './seedkit-error.js'

/** A file cannot be generated as asked. */
export class ScaffoldError extends SeedkitError {}
