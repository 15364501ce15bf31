import type { Database, StoredRow } from '../database/database.js'
import type { DatabaseScope, WriteMode } from './database-scope.js'
import type { CallName } from './describe-call.js'
import type { DraftSource, RowSink } from './draft-source.js'
import type { Draft } from './draft.js'
import { Flight } from './flight.js'
import { persistAll } from './persist-all.js'
import { persistRows } from './persist-rows.js'
import { RecycleTally } from './relations/recycle-tally.js'
import type { Scope } from './scope.js'
import type { VerifiedWrites } from './verified-writes.js'

/** The scope of one call that writes. A class: one is made for every `create()`. */
export class CallScope implements DatabaseScope {
  readonly run: Scope['run']
  readonly state: Scope['state']
  readonly seeder: Scope['seeder']
  readonly handle: Scope['handle']
  readonly operations: Scope['operations']
  readonly faker: Scope['faker']
  readonly callCounts: Scope['callCounts']
  readonly database: Database
  readonly mode: WriteMode
  readonly call: NonNullable<Scope['call']>
  readonly recycled = new RecycleTally()
  readonly tally = new Map<string, number>()
  readonly flight: Flight
  readonly verified: VerifiedWrites | undefined

  constructor(scope: Scope, on: Pick<DatabaseScope, 'database' | 'handle' | 'verified'>, { name, mode }: { readonly name: CallName; readonly mode: WriteMode }) {
    this.run = scope.run
    this.state = scope.state
    this.seeder = scope.seeder
    this.handle = on.handle
    this.operations = scope.operations
    this.faker = scope.faker
    this.callCounts = scope.callCounts
    this.database = on.database
    this.verified = on.verified
    this.mode = mode
    this.flight = new Flight(mode.piecesAhead)
    const { factory, method, count } = name
    this.call = { factory, method, count, within: scope.call, recycled: () => this.recycled.list() }
  }

  readonly persist = (drafts: readonly Draft[]): Promise<readonly StoredRow[]> => persistRows(this, drafts)

  readonly persistAll = (source: DraftSource, sink: RowSink): Promise<void> => persistAll(this, source, sink)
}
