/** What dates are relative to unless said otherwise: a fixed day, so that they do not depend on the day of the run. */
export const DEFAULT_REF_DATE = '2025-01-01T00:00:00.000Z'
