import { SeedkitError } from './seedkit-error.js'

/** The run was refused before any statement, because it may hit production. */
export class SafetyError extends SeedkitError {}
