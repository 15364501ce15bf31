import { FactoryError } from './factory-error.js'
import { describeGiven } from './describe-given.js'
import { suggestion } from './suggestion.js'

interface Given {
  readonly factory: string
  /** What was called, e.g. `has("posts")`. */
  readonly call: string
}

/** A call on a factory was given something that it does not take. */
export class ArgumentError extends FactoryError {
  /** `has()` and `for()`: `meant` are the relations that lead to the factory given in place of a name. */
  static noRelation(details: { readonly factory: string; readonly call: 'has' | 'for'; readonly value: unknown; readonly meant: readonly string[]; readonly known: readonly string[] }): ArgumentError {
    const { factory, call, value, meant, known } = details
    const what = value === undefined ? 'no relation' : `${describeGiven(value)} instead of the name of a relation`
    const form = (name: string): string => (call === 'has' ? `has("${name}", 3)` : `for("${name}", row)`)
    const names = meant.length > 0 ? meant : known.slice(0, 1)
    const hint = names.length === 0 ? `${factory} has no relation for ${call}().` : `Write ${names.map(form).join(' or ')}.${meant.length > 0 ? '' : ` There are: ${known.join(', ')}.`}`
    return fault('UNKNOWN_RELATION', `${call}() of ${factory} was given ${what}.`, hint)
  }

  static promise({ factory, call }: Given): ArgumentError {
    return fault('FORGOTTEN_AWAIT', `${call} of ${factory} was given a promise.`, 'Await it: write "await" before what gives the rows.')
  }

  static factoryAsParent({ factory, relation, value }: { readonly factory: string; readonly relation: string; readonly value: unknown }): ArgumentError {
    const method = methodOf('for', relation)
    const what = typeof value === 'function' ? describeGiven(value) : 'a factory'
    const hint = `Leave it out for a new parent, or change that one by a function: ${method}((${relation}) => ${relation}.state({ … })).`
    return fault('BAD_PARENT', `The parent given for relation "${relation}" of ${factory} is ${what}.`, hint)
  }

  /** `takes`: what belongs there, beside attributes. */
  static notAttributes({ factory, call, value, takes }: Given & { readonly value: unknown; readonly takes?: string }): ArgumentError {
    return fault('NO_ATTRIBUTES', `${call} of ${factory} was given ${describeGiven(value)} instead of attributes${takes === undefined ? '' : ` or ${takes}`}.`, attributesHint(call, value))
  }

  /** The method of a hasOne relation takes no count. */
  static countOfOne({ factory, call, relation, value }: Given & { readonly relation: string; readonly value: unknown }): ArgumentError {
    const hint = `${methodOf('has', relation)}() makes one row. Give a count by name, has("${relation}", 0) or has("${relation}", between(0, 1)); for more declare the relation with hasMany().`
    return fault('HAS_ONE_COUNT', `${call} of ${factory} is a hasOne relation and was given ${describeGiven(value)} instead of attributes or a function.`, hint)
  }

  static noFunction({ factory, call }: Given): ArgumentError {
    return fault('CONFIGURE_WITHOUT_FACTORY', `${call} of ${factory} was given no function.`, `Write ${call.replace('()', '')}(condition, (factory) => factory.state({ … })).`)
  }

  static noTrait({ factory, known }: { readonly factory: string; readonly known: readonly string[] }): ArgumentError {
    const names = known.length === 0 ? 'There are none.' : `There are: ${known.join(', ')}.`
    return fault('UNKNOWN_TRAIT', `withTraits() of ${factory} was given no name.`, `${names} Leave the call out where none is to be applied.`)
  }

  static badSequenceOptions({ factory, options }: { readonly factory: string; readonly options: unknown }): ArgumentError {
    const scope = typeof options === 'object' && options !== null && 'scope' in options ? `the scope ${describeGiven(options.scope)}` : `${describeGiven(options)} beside a list of items`
    return fault('BAD_SEQUENCE', `sequence() of ${factory} was given ${scope}.`, "Write sequence([{ … }, { … }], { scope: 'run' }), or 'batch'; without a scope, sequence({ … }, { … }).")
  }

  /** A column that rows are to be found by, and that none of them has. `index` counted from 0. */
  static unknownKeyColumn({ factory, call, column, known }: Given & { readonly column: string; readonly known: readonly string[] }): ArgumentError {
    return fault('BAD_NATURAL_KEY', `${call}() of ${factory} was told to find rows by "${column}", which none of the rows given has.`, suggestion(column, known))
  }
}

function attributesHint(call: string, value: unknown): string {
  const several = call.startsWith('make') ? 'makeBatch' : 'createBatch'
  if (typeof value === 'number' && /^(?:create|make)\(/.test(call)) return `For several rows write ${several}(${value}).`
  if (Array.isArray(value)) return `For rows with attributes of their own write forEachSequence({ … }, { … }).${several}().`
  if (typeof value === 'function') return 'A function of the row is a state: state((attributes, { index }) => ({ … })).'
  return 'Give an object of attributes: { name: … }.'
}

function methodOf(kind: 'has' | 'for', relation: string): string {
  return `${kind}${relation.charAt(0).toUpperCase()}${relation.slice(1)}`
}

function fault(code: string, message: string, hint: string): ArgumentError {
  return new ArgumentError({ code: `SEEDKIT_${code}`, message, hint })
}
