const URL_WITH_PASSWORD = /\b([a-z][a-z\d+.-]*:\/\/)([^\s/:@"'`]*):([^\s"'`]*)@/gi
const PASSWORD_PAIR = /\b(password|passwd|pwd|secret|token)(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&"'}]+)/gi

/** Last resort: what a driver or the project's own code put into a message must not bring a password to the screen. */
export function maskSecrets(text: string): string {
  return text.replace(URL_WITH_PASSWORD, '$1$2:***@').replace(PASSWORD_PAIR, '$1$2***')
}
