import { FactoryError } from '../errors/factory-error.js'
import { isThenable } from '../support/is-thenable.js'
import type { AttributeBag } from './blueprint.js'

/** What a part of the user's code gave, if it is attributes at all. Throws FactoryError for a promise or a list, and for what is no object. */
export function attributesOf(attributes: unknown, part: string): AttributeBag {
  if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes) || isThenable(attributes)) throw FactoryError.noAttributes({ part, value: attributes })
  return attributes as AttributeBag // any object is a bag of attributes
}
