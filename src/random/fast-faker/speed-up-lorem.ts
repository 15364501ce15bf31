import type { Faker } from '@faker-js/faker'
import type { Generator } from '../generator.js'
import type { FakerWatch } from './faker-watch.js'
import { isPlainCount } from './is-plain-count.js'
import { LoremText } from './lorem-text.js'

/** Words, sentences and paragraphs. Slugs, lines, texts and the single paragraph are made of these by faker's own bodies. */
export function speedUpLorem(faker: Faker, generator: Generator, watch: FakerWatch): void {
  const { lorem, helpers } = faker
  const { word, words, sentence, sentences, paragraph, paragraphs } = lorem
  const category = watch.definitions.lorem
  const text = new LoremText(generator)

  const fast = {
    word: (options?: Parameters<typeof word>[0]): string => {
      const list = options === undefined ? wordList() : undefined
      return list === undefined ? word(options) : text.word(list)
    },
    words: (count: Parameters<typeof words>[0] = 3): string => {
      const list = isPlainCount(count) ? wordList() : undefined
      return list === undefined ? words(count) : text.words(list, helpers.rangeToNumber(count))
    },
    sentence: (count: Parameters<typeof sentence>[0] = { min: 3, max: 10 }): string => {
      const list = isPlainCount(count) ? wordList() : undefined
      return list === undefined ? sentence(count) : text.sentence(list, helpers.rangeToNumber(count))
    },
    sentences: (count: Parameters<typeof sentences>[0] = { min: 2, max: 6 }, separator = ' '): string => {
      const list = isPlainCount(count) && typeof separator === 'string' ? wordList() : undefined
      return list === undefined ? sentences(count, separator) : text.sentences(list, helpers.rangeToNumber(count), separator)
    },
    paragraphs: (count: Parameters<typeof paragraphs>[0] = 3, separator = '\n'): string => {
      const list = isPlainCount(count) && typeof separator === 'string' ? wordList() : undefined
      return list === undefined ? paragraphs(count, separator) : text.paragraphs(list, helpers.rangeToNumber(count), separator)
    },
  }

  /** Undefined where faker's own body has to work: a method that it would call is another now, or the list is one it draws nothing for. */
  function wordList(): readonly string[] | undefined {
    const isOurs = watch.isIntact() && watch.definitions.lorem === category && lorem.word === fast.word && lorem.words === fast.words
      && lorem.sentence === fast.sentence && lorem.sentences === fast.sentences && lorem.paragraph === paragraph
    const list = isOurs ? category?.word : undefined
    return Array.isArray(list) && list.length > 1 ? list : undefined
  }
  Object.assign(lorem, fast)
}
