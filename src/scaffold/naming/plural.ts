const UNCOUNTABLE = new Set(['equipment', 'fish', 'information', 'metadata', 'money', 'news', 'rice', 'series', 'sheep', 'software', 'species', 'staff'])

const IRREGULAR: ReadonlyMap<string, string> = new Map(Object.entries({
  child: 'children',
  criterion: 'criteria',
  datum: 'data',
  foot: 'feet',
  goose: 'geese',
  index: 'indices',
  leaf: 'leaves',
  life: 'lives',
  man: 'men',
  matrix: 'matrices',
  medium: 'media',
  mouse: 'mice',
  person: 'people',
  phenomenon: 'phenomena',
  quiz: 'quizzes',
  shelf: 'shelves',
  tooth: 'teeth',
  vertex: 'vertices',
  wife: 'wives',
  wolf: 'wolves',
  woman: 'women',
}))

const PLURALS = new Set(IRREGULAR.values())
/** Singulars in -as, -is, -os, -us: without them `alias` would pass for a plural. */
const SINGULAR_IN_S = /(?:alias|atlas|bias|canvas|gas|lens|chaos|us|ss)$/
const TAKES_OES = new Set(['echo', 'embargo', 'hero', 'potato', 'tomato', 'torpedo', 'veto'])

/** The plural of an English word in lower case: `user` -> `users`, `person` -> `people`; what is one already stays as it is. */
export function plural(word: string): string {
  if (word === '' || UNCOUNTABLE.has(word) || PLURALS.has(word)) return word
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  if (/(?:[^aeiou]|qu)y$/.test(word)) return `${word.slice(0, -1)}ies`
  if (word.endsWith('sis')) return `${word.slice(0, -2)}es`
  if (SINGULAR_IN_S.test(word)) return `${word}es`
  if (word.endsWith('s')) return word
  if (/(?:x|z|ch|sh)$/.test(word) || TAKES_OES.has(word)) return `${word}es`
  return `${word}s`
}
