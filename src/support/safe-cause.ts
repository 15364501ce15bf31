const MASK = '***'
const DEEPEST = 5

/**
 * A copy of an error that is fit to be printed: name, message, stack, code and causes, without credentials. Node's own
 * `ERR_INVALID_URL` carries the whole URL in `input`, drivers hang their settings on errors: no other property is kept.
 */
export function safeCause(error: unknown, secrets: readonly string[] = []): Error {
  return copy(
    error,
    secrets.filter((secret) => secret.length > 0),
    0,
  )
}

/** `text` without the secrets given and without the credentials of any URL in it. */
export function maskSecrets(text: string, secrets: readonly string[] = []): string {
  let masked = text
  // Longest first: a secret may be a part of another.
  for (const secret of secrets.toSorted((a, b) => b.length - a.length)) {
    if (secret.length === 0) continue
    masked = masked.replaceAll(secret, MASK).replaceAll(encodeURIComponent(secret), MASK)
  }
  return masked.replace(/([A-Za-z][A-Za-z0-9+.-]*:\/\/)[^\s'"`]*@/g, `$1${MASK}@`)
}

function copy(error: unknown, secrets: readonly string[], depth: number): Error {
  if (!(error instanceof Error)) return new Error(maskSecrets(describe(error), secrets))
  const cause = error.cause === undefined || depth >= DEEPEST ? undefined : copy(error.cause, secrets, depth + 1)
  const message = maskSecrets(error.message, secrets)
  const safe = new Error(message, cause === undefined ? undefined : { cause })
  Object.defineProperty(safe, 'name', { value: error.name, configurable: true, writable: true })
  const stack = maskSecrets(error.stack ?? `${error.name}: ${error.message}`, secrets)
  Object.defineProperty(safe, 'stack', { value: stack, configurable: true, writable: true })
  const code = 'code' in error ? error.code : undefined
  if (typeof code === 'string' || typeof code === 'number') Object.assign(safe, { code })
  return safe
}

function describe(thrown: unknown): string {
  return typeof thrown === 'string' ? thrown : `a ${thrown === null ? 'null' : typeof thrown} was thrown`
}
