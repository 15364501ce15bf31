const URL_WITH_PASSWORD = /\b([a-z][a-z\d+.-]*:\/\/)([^\s/:@"'`]*):([^\s"'`]*)@/gi
/** An attribute of such a name that something is said of is no pair. */
const PASSWORD_PAIR = /(?<!\b(?:attribute|column) ["'])\b([\w-]{0,40}(?:password|passwd|pwd|secret|token|hash|api[_-]?key)[\w-]{0,40})(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&"'}]+)/gi

/** Last resort: what a driver or the project's own code put into a message must not bring a password to the screen. */
export function maskSecrets(text: string): string {
  return text.replace(URL_WITH_PASSWORD, '$1$2:***@').replace(PASSWORD_PAIR, '$1$2***')
}
