import { thrownMessage } from '../support/thrown-message.js'
import { isThenable } from '../support/is-thenable.js'
import { describeRow, type RowPlace } from './describe-row.js'
import { SeedkitError, type SeedkitErrorDetails } from './seedkit-error.js'
import { describeGiven } from './describe-given.js'
import { suggestion } from './suggestion.js'

interface Subject {
  readonly factory: string
}
/** A factory, or a chain of calls on one, cannot be used as written. */
export class FactoryError extends SeedkitError {
  /**
   * The row that failed, `index` counted from 0; the part of its making (`definition()`, `attribute "email"`) and the columns at fault, where they are known.
   * Undefined where no row is concerned.
   */
  readonly row: (RowPlace & { readonly part?: string | undefined; readonly columns?: readonly string[] | undefined }) | undefined

  constructor(details: SeedkitErrorDetails & { readonly row?: FactoryError['row'] }) {
    super(details)
    this.row = details.row
  }

  static noTable({ factory }: Subject): FactoryError {
    return fault('NO_TABLE', `${factory} names no table.`, `Add \`readonly table = '…'\` to the class.`)
  }

  static badTable({ factory }: Subject): FactoryError {
    return fault('BAD_TABLE', `The table of ${factory} is neither a name nor a schema and a name.`, `Write 'users' or { schema: 'app', name: 'users' }.`)
  }

  static badPrimaryKey({ factory }: Subject): FactoryError {
    const hint = `Write a column ('id'), columns (['tenant_id', 'number'] as const), or [] for a table without a key.`
    return fault('BAD_PRIMARY_KEY', `The primary key of ${factory} is no list of column names.`, hint)
  }

  static badExactColumns({ factory }: Subject): FactoryError {
    return fault('BAD_EXACT_COLUMNS', `The exactColumns of ${factory} are no list of column names.`, `Write ['code'] as const.`)
  }

  static badRelations({ factory }: Subject): FactoryError {
    return fault('BAD_RELATIONS', `The relations of ${factory} are no object.`, `Write readonly relations = { posts: this.hasMany(() => PostFactory, 'user_id') }.`)
  }

  static badRelation({ factory, relation }: Subject & { readonly relation: string }): FactoryError {
    const hint = `Declare it with this.hasMany(), this.hasOne() or this.belongsTo().`
    return fault('BAD_RELATION', `Relation "${relation}" of ${factory} is no relation.`, hint)
  }

  static noDefinition({ factory }: Subject): FactoryError {
    return fault('NO_DEFINITION', `${factory} has no definition().`, `Add definition(), which gives the attributes of one row.`)
  }

  static badConfigure({ factory }: Subject): FactoryError {
    return fault('BAD_CONFIGURE', `configure() of ${factory} gives something else than a ${factory}.`, `Return \`this\`, or what a chain of calls on it gives.`)
  }

  static notAFactory({ value }: { readonly value: unknown }): FactoryError {
    const what = value === undefined ? 'undefined' : nameOf(value)
    const hint = value === undefined ? CIRCULAR_IMPORT : `Pass the class itself, e.g. session.factory(UserFactory).`
    return fault('NOT_A_FACTORY', `factory() was given ${what}, which is no factory class.`, hint)
  }

  static notASession({ value }: { readonly value: unknown }): FactoryError {
    return fault('NOT_A_SESSION', `A factory was made with ${nameOf(value)}, which is no session.`, `Make one with createSession(knexOrTransaction), or use this.session in a seeder.`)
  }

  /** A session that another copy of seedkit has made. */
  static sessionOfAnotherCopy(): FactoryError {
    const message = 'A factory was made with a session of another copy of seedkit: the project has more than one.'
    return fault('NOT_A_SESSION', message, '"npm ls seedkit" shows where they are. Have one version of it, installed once, for factories and for what calls createSession().')
  }

  static noDatabase({ what }: { readonly what: string }): FactoryError {
    return fault('NO_DATABASE', `${what} needs a database, and this session has none.`, `make() and makeBatch() work without one.`)
  }

  static unknownRelation(details: Subject & { readonly relation: string; readonly known: readonly string[]; readonly call: string }): FactoryError {
    const { factory, relation, known, call } = details
    return fault('UNKNOWN_RELATION', `${factory} has no relation "${relation}" for ${call}().`, suggestion(relation, known))
  }

  static wrongRelationCall(details: Subject & { readonly relation: string; readonly kind: string; readonly call: string }): FactoryError {
    const { factory, relation, kind, call } = details
    const other = call === 'has' ? 'for' : 'has'
    return fault('WRONG_RELATION_CALL', `Relation "${relation}" of ${factory} is a ${kind}, which ${call}() does not take.`, `Use ${other}("${relation}").`)
  }

  static reservedRelation(details: Subject & { readonly relation: string; readonly method: string }): FactoryError {
    const { factory, relation, method } = details
    return fault('RESERVED_RELATION', `Relation "${relation}" of ${factory} would hide the method ${method}().`, 'Give the relation another name.')
  }

  static relatedMissing({ factory, relation }: Subject & { readonly relation: string }): FactoryError {
    return fault('RELATED_MISSING', `Relation "${relation}" of ${factory} leads to undefined.`, CIRCULAR_IMPORT)
  }

  static keyMismatch(
    details: Subject & { readonly relation: string; readonly parent: string; readonly columns: readonly string[]; readonly key: readonly string[] },
  ): FactoryError {
    const { factory, relation, parent, columns, key } = details
    const message = `Relation "${relation}" of ${factory} has the foreign key ${list(columns)}, but the key of ${parent} is ${list(key)}.`
    return fault('KEY_MISMATCH', message, `Name one column for each part of the key, in the key's order.`)
  }

  static badParentKey(details: Subject & { readonly relation: string; readonly parent: string; readonly given: number; readonly key: readonly string[] }): FactoryError {
    const { factory, relation, parent, given, key } = details
    const message = `The key given for relation "${relation}" of ${factory} has ${given === 1 ? 'one part' : `${given} parts`}, and the key of ${parent} is ${list(key)}.`
    return fault('KEY_MISMATCH', message, `Give a row that ${parent} has created, or a list of all parts of its key, in order.`)
  }

  static undefinedParent({ factory, relation, value }: Subject & { readonly relation: string; readonly value: unknown }): FactoryError {
    const message = `The parent given for relation "${relation}" of ${factory} is ${String(value)}.`
    return fault('UNDEFINED_PARENT', message, `Check where the row comes from (an empty list?); leave the argument out for a new parent.`)
  }

  static parentWithoutKey(details: Subject & { readonly relation: string; readonly parent: string; readonly column: string }): FactoryError {
    const { factory, relation, parent, column } = details
    const message = `The row given for relation "${relation}" of ${factory} has no "${column}".`
    const method = `for${relation.charAt(0).toUpperCase()}${relation.slice(1)}`
    const hint = `Give a row that ${parent} has created, or its key; a new parent with attributes of its own is ${method}((${relation}) => ${relation}.state({ … })).`
    return fault('PARENT_WITHOUT_KEY', message, hint)
  }

  static rowWithoutKey(details: RowPlace & { readonly column: string }): FactoryError {
    const message = `${describeRow(details)} came back without "${details.column}", which its children need.`
    return fault('ROW_WITHOUT_KEY', message, `Check \`primaryKey\` of ${details.factory}, or give the key in definition().`, details)
  }

  static endlessParents(details: RowPlace & { readonly path: readonly string[] }): FactoryError {
    const message = `Parents of ${details.factory} lead to parents without end: ${details.path.join(' -> ')}.`
    const hint = `Give one of these keys in definition() instead of in a state, configure() or for(): a circle that definition() closes refers back to the row it started from.`
    return fault('ENDLESS_PARENTS', message, hint, details)
  }

  static cycleWithoutKeys(details: RowPlace & { readonly path: readonly string[] }): FactoryError {
    const message = `Rows need each other, and their keys cannot be known beforehand: ${details.path.join(' -> ')}.`
    return fault('CYCLE_WITHOUT_KEYS', message, `Make one of these columns nullable, or give the key in definition().`, details)
  }

  /** What only a fault of our own can lead to. */
  static cycleLeftOpen(details: RowPlace): FactoryError {
    const message = `${describeRow(details)} is part of a circle of foreign keys, and what was due for it was not done.`
    return fault('CYCLE_LEFT_OPEN', message, `This is a fault of seedkit's: please report it with the factories. Meanwhile, give one of the keys with for() or an override.`, details)
  }

  static valueNeedsSingleKey(details: RowPlace & { readonly attribute: string; readonly parent: string }): FactoryError {
    const message = `Attribute "${details.attribute}" of ${details.factory} is a ${details.parent}, whose key is not one column.`
    return fault('VALUE_NEEDS_SINGLE_KEY', message, `Declare a belongsTo relation with all columns of the key.`, details)
  }

  static compositeCircle(details: RowPlace & { readonly columns: readonly string[]; readonly parent: string }): FactoryError {
    const message = `The columns ${details.columns.map((column) => `"${column}"`).join(', ')} of ${details.factory} lead back to its own row by a composite key.`
    return fault('COMPOSITE_CIRCLE', message, `Give them null in definition(), or a ${details.parent} row with for().`, details)
  }

  static badCount({ factory, call, count }: Subject & { readonly call: string; readonly count: unknown }): FactoryError {
    const hint = `Give a whole number from 0 on, [min, max] or between(min, max). Attributes and functions come after the count.`
    return fault('BAD_COUNT', `${call} of ${factory} was given ${describeGiven(count)} as a count.`, hint)
  }

  static hasOneCount({ factory, call, count }: Subject & { readonly call: string; readonly count: unknown }): FactoryError {
    return fault('HAS_ONE_COUNT', `${call} of ${factory} is a hasOne relation and was given ${describeGiven(count)} as a count.`, `It takes 0, 1 or a count between them, such as between(0, 1); for more declare it with hasMany().`)
  }

  static hasOneTwice({ factory, relation }: Subject & { readonly relation: string }): FactoryError {
    const message = `Relation "${relation}" of ${factory} is a hasOne relation, and a row is to get more than one child by it.`
    return fault('HAS_ONE_COUNT', message, `Ask for it once, or with 0 where there is one already; for more declare it with hasMany().`)
  }

  static countMissing({ factory, call = 'createBatch' }: Subject & { readonly call?: string }): FactoryError {
    return fault('COUNT_MISSING', `${call}() of ${factory} was given no count.`, `Write ${call}(10), or give the items with forEachSequence().`)
  }

  static badDistribution({ call, rule }: { readonly call: string; readonly rule: string }): FactoryError {
    return fault('BAD_COUNT', `${call.slice(0, 120)} is no distribution of counts.`, `Give ${rule}.`)
  }

  static unknownTarget(details: Subject & { readonly relation: string; readonly target: unknown; readonly known: readonly string[] }): FactoryError {
    const { factory, relation, target, known } = details
    return fault('UNKNOWN_TARGET', `Relation "${relation}" of ${factory} does not lead to ${nameOf(target)}.`, `Its targets: ${known.join(', ')}.`)
  }

  static morphNeedsMethod({ factory, relation }: Subject & { readonly relation: string }): FactoryError {
    const method = `for${relation.charAt(0).toUpperCase()}${relation.slice(1)}`
    return fault('MORPH_NEEDS_METHOD', `for("${relation}") of ${factory} cannot tell which table the parent is of.`, `Write ${method}(PostFactory, …).`)
  }

  static badState({ factory }: Subject): FactoryError {
    return fault('BAD_STATE', `A state of ${factory} is neither attributes nor a function.`, `Write state({ … }) or state((attributes, row) => ({ … })).`)
  }

  static badSequence({ factory }: Subject): FactoryError {
    return fault('BAD_SEQUENCE', `A sequence of ${factory} has no items, or one that is neither attributes nor a function.`, `Write sequence({ … }, { … }).`)
  }

  static badHook({ factory, hook }: Subject & { readonly hook: string }): FactoryError {
    return fault('BAD_HOOK', `${hook}() of ${factory} was given no function.`, `Write ${hook}((row, { session }) => { … }).`)
  }

  static unknownHook({ factory, hook, known }: Subject & { readonly hook: string; readonly known: readonly string[] }): FactoryError {
    return fault('UNKNOWN_HOOK', `withoutHooks() of ${factory} was given "${hook}", which is no hook.`, suggestion(hook, known))
  }

  static badStream({ factory }: Subject): FactoryError {
    return fault('BAD_STREAM', `stream() of ${factory} was given no name.`, `Write stream('admins').`)
  }

  static configureWithoutFactory({ factory, what }: Subject & { readonly what: string }): FactoryError {
    return fault('CONFIGURE_WITHOUT_FACTORY', `The function given to ${what} does not give back a ${factory}.`, `Return the factory: (factory) => factory.state({ … }).`)
  }

  static unknownTrait({ factory, trait, known }: Subject & { readonly trait: string; readonly known: readonly string[] }): FactoryError {
    return fault('UNKNOWN_TRAIT', `${factory} has no trait "${trait}".`, suggestion(trait, known))
  }

  static badTrait({ factory, trait }: Subject & { readonly trait: string }): FactoryError {
    return fault('BAD_TRAIT', `Trait "${trait}" of ${factory} is neither attributes nor a function, a name or a list of these.`)
  }

  static traitCycle({ factory, path }: Subject & { readonly trait: string; readonly path: readonly string[] }): FactoryError {
    return fault('TRAIT_CYCLE', `Traits of ${factory} lead back to themselves: ${path.join(' -> ')}.`, `Take one of them out of the other's list.`)
  }

  static noAttributes({ part, value }: { readonly part: string; readonly value: unknown }): FactoryError {
    const hint = isThenable(value)
      ? 'Gather attributes synchronously: a single attribute may be a promise or an async function.'
      : 'Return an object of attributes; write ({ … }) with parentheses in an arrow function.'
    return fault('NO_ATTRIBUTES', `${part} gives ${describeGiven(value)} instead of attributes.`, hint)
  }

  static attributesAreReadonly({ column }: { readonly column: string }): FactoryError {
    return fault('ATTRIBUTES_ARE_READONLY', `A lazy attribute sets attributes.${column}.`, `Give "${column}" an attribute or a state of its own.`)
  }

  static attributeCycle(details: RowPlace & { readonly path: readonly string[] }): FactoryError {
    const message = `Attributes of ${describeRow(details)} need each other: ${details.path.join(' -> ')}.`
    return fault('ATTRIBUTE_CYCLE', message, `Give one of them a value that does not read the other.`, details)
  }

  static promiseInMake(details: RowPlace & { readonly attribute: string }): FactoryError {
    const message = `Attribute "${details.attribute}" of ${details.factory} is a promise, and make() is synchronous.`
    return fault('PROMISE_IN_MAKE', message, `Override it: make({ ${details.attribute}: … }), or use create().`, details)
  }

  static lazyGivesFactory(details: RowPlace & { readonly attribute: string }): FactoryError {
    const message = `Lazy attribute "${details.attribute}" of ${details.factory} gives a factory or a function.`
    return fault('LAZY_GIVES_FACTORY', message, `Write the factory as the value itself: ${details.attribute}: this.factory(…).`, details)
  }

  static asyncAfterMake(details: RowPlace): FactoryError {
    return fault('ASYNC_AFTER_MAKE', `An afterMake hook of ${details.factory} gives a promise.`, `afterMake is synchronous; use beforeCreate for async work.`, details)
  }

  static badHasRelationship({ column }: { readonly column: string }): FactoryError {
    return fault('BAD_HAS_RELATIONSHIP', `The row that hasRelationship() runs for has no single key for "${column}".`, `Use a hasMany relation for composite keys.`)
  }

  /** Code of the user's that failed while a row was built, or in one of its hooks. */
  static inRow(details: RowPlace & { readonly part: string; readonly cause: unknown }): FactoryError {
    const { cause, part } = details
    const reason = cause instanceof Error ? thrownMessage(cause) : describeGiven(cause)
    const hint = cause instanceof SeedkitError ? cause.hint : undefined
    return fault('ROW_FAILED', `${describeRow(details)} failed in ${part}: ${reason}`, hint, details)
  }
}

const CIRCULAR_IMPORT = 'Two files that import each other? Import the class by name and use it only inside functions, as in () => PostFactory.'

function fault(
  code: string,
  message: string,
  hint?: string,
  place?: RowPlace & { readonly part?: string; readonly cause?: unknown },
): FactoryError {
  const row = place && { seeder: place.seeder, factory: place.factory, relation: place.relation, table: place.table, index: place.index, of: place.of, part: place.part }
  return new FactoryError({ code: `SEEDKIT_${code}`, message, hint, cause: place?.cause, row })
}

function list(columns: readonly string[]): string {
  return columns.length === 0 ? 'empty' : columns.map((column) => `"${column}"`).join(', ')
}

function nameOf(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : value.name
  return typeof value === 'object' && value !== null ? `an object (${value.constructor?.name ?? 'Object'})` : String(value)
}
