const IRREGULAR: ReadonlyMap<string, string> = new Map(Object.entries({
  people: 'person', persons: 'person', children: 'child', men: 'man', women: 'woman', mice: 'mouse', feet: 'foot', teeth: 'tooth', geese: 'goose',
  criteria: 'criterion', phenomena: 'phenomenon', indices: 'index', matrices: 'matrix', vertices: 'vertex', data: 'data', media: 'media',
  leaves: 'leaf', lives: 'life', knives: 'knife', wives: 'wife', wolves: 'wolf', shelves: 'shelf', halves: 'half', quizzes: 'quiz',
  movies: 'movie', caches: 'cache', niches: 'niche', avalanches: 'avalanche', menus: 'menu', cookies: 'cookie', series: 'series', species: 'species', news: 'news', aliases: 'alias', statuses: 'status', status: 'status', addresses: 'address',
  heroes: 'hero', potatoes: 'potato', tomatoes: 'tomato', analyses: 'analysis', diagnoses: 'diagnosis', bonuses: 'bonus', campuses: 'campus', viruses: 'virus',
  buses: 'bus', gases: 'gas', lenses: 'lens', canvases: 'canvas', atlases: 'atlas', biases: 'bias',
}))

/** The singular of an English word in lower case: `users` -> `user`, `people` -> `person`; a singular stays as it is. */
export function singular(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`
  if (/(?:ss|x|tz|zz|ch|sh)es$/.test(word)) return word.slice(0, -2)
  return /[^s]s$/.test(word) && !/(?:us|is|ss|(?:bi|g|canv|atl|ali)as)$/.test(word) ? word.slice(0, -1) : word
}
