import { ScaffoldError } from '../errors/scaffold-error.js'

export interface ParsedClassName {
  /** Folders below the configured one, as typed. */
  readonly folders: readonly string[]
  /** Name without the suffix: `BlogPost`. */
  readonly base: string
  /** Name of the class and of its file: `BlogPostFactory`. */
  readonly className: string
}

const SEGMENT = /^[A-Za-z_$][\w$-]*$/
/** File systems allow 255 bytes a name; suffix, extension and the temporary file's own ending need some of it. */
const MAX_SEGMENT = 100
const MAX_NAME = 200
/** Windows opens these as devices, in any case and with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)$/i
const RESERVED = new Set(
  (
    'arguments async await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
)

/**
 * Reads what the user typed after `make:factory` or `make:seeder`: `User`, `user`, `blog-post`, `UserFactory`, `blog/Post`.
 * Everything that is not plainly a name is refused, so that no name can lead out of the folder or into the template.
 */
export function parseClassName(name: string, suffix: 'Factory' | 'Seeder'): ParsedClassName {
  if (name.length === 0) throw ScaffoldError.invalidName({ name, fact: 'is empty' })
  if (name.length > MAX_NAME) throw ScaffoldError.invalidName({ name, fact: `is longer than ${MAX_NAME} characters` })
  const segments = name.split('/')
  for (const segment of segments) checkSegment(name, segment)
  const last = segments.at(-1) ?? ''
  const base = withoutSuffix(pascalCase(last), suffix)
  if (!/^[A-Za-z_$]/.test(base)) {
    throw ScaffoldError.invalidName({ name, fact: `has nothing before "${suffix}"` })
  }
  if (DEVICE.test(base)) throw ScaffoldError.invalidName({ name, fact: 'is the name of a device on Windows' })
  return { folders: segments.slice(0, -1), base, className: base + suffix }
}

function checkSegment(name: string, segment: string): void {
  if (!SEGMENT.test(segment)) throw ScaffoldError.invalidName({ name, fact: 'is not a class name' })
  if (segment.length > MAX_SEGMENT) {
    throw ScaffoldError.invalidName({ name, fact: `has a part longer than ${MAX_SEGMENT} characters` })
  }
  if (DEVICE.test(segment)) throw ScaffoldError.invalidName({ name, fact: 'is the name of a device on Windows' })
  if (RESERVED.has(segment)) {
    const hint = `Write it with a capital: "${pascalCase(segment)}".`
    throw ScaffoldError.invalidName({ name, fact: 'holds a reserved word of JavaScript', hint })
  }
}

/** `blog-post`, `blog_post` and `blogPost` all become `BlogPost`; leading underscores stay. */
function pascalCase(segment: string): string {
  const lead = /^_*/.exec(segment)?.[0] ?? ''
  const words = segment.slice(lead.length).split(/[-_]+/)
  return lead + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function withoutSuffix(name: string, suffix: string): string {
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name
}
