import { SeedkitError } from './seedkit-error.js'

/** A statement failed. Names seeder, factory, table and row as far as they are known. */
export class DatabaseError extends SeedkitError {}
