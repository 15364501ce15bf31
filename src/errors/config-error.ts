import { SeedkitError } from './seedkit-error.js'

/** The configuration, or what the command line says of it, cannot be used. */
export class ConfigError extends SeedkitError {}
