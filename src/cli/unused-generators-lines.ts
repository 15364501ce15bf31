import type { MadeFactory } from '../app/make-factory.js'

/** What `generators` of the configuration say in vain: a typing error would stay unseen otherwise. */
export function unusedGeneratorsLines({ unusedGenerators }: Pick<MadeFactory, 'unusedGenerators'>): readonly string[] {
  return unusedGenerators.map(({ key, suggestion }) => `Warning: "${key}" in the configuration's generators fits no column.${suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`}`)
}
