/** A measurement that cannot be made here, and why. */
export class Refusal extends Error {}
