import { SeedkitError } from './seedkit-error.js'

/** The database cannot be reached, or its driver is missing. */
export class ConnectionError extends SeedkitError {}
