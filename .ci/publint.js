// publint, with every message counted but one: the types for `require` say CommonJS although the code is ESM. That is on purpose: Node
// can require ES modules, and TypeScript's node16 mode knows it from this declaration only. There is no default export to be confused about.
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

const EXPECTED = { code: 'EXPORTS_TYPES_INVALID_FORMAT', path: 'exports...types.require' }
const { messages, pkg } = await publint({ level: 'suggestion', strict: true })
const unexpected = messages.filter(({ code, path }) => code !== EXPECTED.code || path.join('.') !== EXPECTED.path)
for (const message of unexpected) console.error(formatMessage(message, pkg))
process.exitCode = unexpected.length === 0 ? 0 : 1
