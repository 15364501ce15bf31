const LONGEST = 200

/** What was thrown, as a message says it. It may be anything: an error without a message, a text, an object that is no error. */
export function thrownMessage(thrown: unknown): string {
  try {
    return thrown instanceof Error ? ofError(thrown) : ofValue(thrown)
  } catch {
    // A getter of it throws as well.
    return 'an error that cannot be read'
  }
}

function ofError(error: Error): string {
  if (error.message !== '') return error.message
  // A refused connection on two addresses has no message of its own.
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(thrownMessage).join('; ')
  return `${error.name} without a message`
}

function ofValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const { message } = value as { readonly message?: unknown }
  if (typeof message === 'string' && message !== '') return message
  const text = JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
