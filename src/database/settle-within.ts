/** How a promise ended, or that it did not end in time. It is never left unhandled. */
export type Outcome<T> =
  | { readonly state: 'fulfilled'; readonly value: T }
  | { readonly state: 'rejected'; readonly reason: unknown }
  | { readonly state: 'timed out' }

/** Waits for a promise, but no longer than given. Never rejects. */
export async function settleWithin<T>(promise: PromiseLike<T>, milliseconds: number): Promise<Outcome<T>> {
  const settled: Promise<Outcome<T>> = Promise.resolve(promise).then(
    (value) => ({ state: 'fulfilled', value }),
    (reason: unknown) => ({ state: 'rejected', reason }),
  )
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome<T>>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'timed out' }), milliseconds)
  })
  try {
    return await Promise.race([settled, late])
  } finally {
    clearTimeout(timer)
  }
}
