import type { Session } from '../factory/session.js'

/** A seeder class. `Args` are the parameters of its `run`; `SeederClass<[]>` is one that runs without any. */
export type SeederClass<Args extends readonly unknown[] = never> = new (session: Session) => {
  run(...args: Args): void | Promise<void>
}
/** The parameters of a seeder's `run`. */
export type ArgsOf<S extends SeederClass> = Parameters<InstanceType<S>['run']>
