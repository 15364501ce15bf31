import { SeedkitError } from './seedkit-error.js'

/** Factory or seeder files cannot be found, loaded or told apart. */
export class DiscoveryError extends SeedkitError {}
