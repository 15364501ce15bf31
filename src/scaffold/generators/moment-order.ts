import type { Moment } from './rule.js'

/** A moment that comes after one of others: the first of them that the table has. */
export interface MomentOrder {
  readonly moment: Moment
  readonly after: readonly Moment[]
  /** At most so many days later. */
  readonly days: number
}

/** Which moment comes before which. */
export const momentOrder: readonly MomentOrder[] = [
  { moment: 'died', after: ['born'], days: 30_000 },
  { moment: 'left', after: ['hired', 'registered', 'started', 'created'], days: 900 },
  { moment: 'verified', after: ['registered', 'created', 'sent', 'requested', 'ordered'], days: 3 },
  { moment: 'seen', after: ['registered', 'created', 'hired'], days: 300 },
  { moment: 'approved', after: ['submitted', 'requested', 'created', 'ordered'], days: 14 },
  { moment: 'rejected', after: ['submitted', 'requested', 'created', 'ordered'], days: 14 },
  { moment: 'assigned', after: ['requested', 'submitted', 'created', 'opened'], days: 4 },
  { moment: 'due', after: ['issued', 'ordered', 'rented', 'assigned', 'started', 'requested', 'created'], days: 45 },
  { moment: 'required', after: ['ordered', 'requested', 'issued', 'created'], days: 30 },
  { moment: 'paid', after: ['issued', 'ordered', 'rented', 'created'], days: 14 },
  { moment: 'refunded', after: ['paid', 'delivered', 'ordered', 'created'], days: 30 },
  { moment: 'shipped', after: ['paid', 'ordered', 'issued', 'created'], days: 7 },
  { moment: 'delivered', after: ['shipped', 'paid', 'ordered', 'sent', 'created'], days: 10 },
  { moment: 'received', after: ['delivered', 'shipped', 'sent', 'ordered', 'created'], days: 10 },
  { moment: 'sent', after: ['scheduled', 'created'], days: 3 },
  { moment: 'read', after: ['delivered', 'received', 'sent', 'created'], days: 3 },
  { moment: 'returned', after: ['rented', 'delivered', 'shipped', 'ordered', 'started', 'created'], days: 14 },
  { moment: 'checked out', after: ['checked in', 'started'], days: 6 },
  { moment: 'arrived', after: ['departed'], days: 1 },
  { moment: 'ended', after: ['started', 'issued', 'registered', 'hired', 'created'], days: 90 },
  { moment: 'expires', after: ['issued', 'started', 'published', 'registered', 'made', 'ordered', 'created'], days: 365 },
  { moment: 'published', after: ['created', 'submitted'], days: 30 },
  { moment: 'processed', after: ['started', 'scheduled', 'submitted', 'requested', 'created'], days: 2 },
  { moment: 'completed', after: ['started', 'assigned', 'scheduled', 'requested', 'ordered', 'created', 'registered'], days: 60 },
  { moment: 'resolved', after: ['assigned', 'opened', 'requested', 'created'], days: 20 },
  { moment: 'closed', after: ['resolved', 'completed', 'opened', 'requested', 'created'], days: 30 },
  { moment: 'cancelled', after: ['ordered', 'registered', 'started', 'requested', 'created'], days: 20 },
  { moment: 'updated', after: ['published', 'created', 'registered', 'ordered', 'issued'], days: 90 },
  { moment: 'deleted', after: ['published', 'created', 'registered', 'started'], days: 90 },
]
