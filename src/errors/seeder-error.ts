import { SeedkitError } from './seedkit-error.js'

/** A seeder failed, or did not wait for its own work. */
export class SeederError extends SeedkitError {}
