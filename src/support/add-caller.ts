import { foreignFrames, type CallPlace } from './call-place.js'

/**
 * Adds the frames of the user's call to the stack of the error it ended with. V8 follows `await`, but loses the way at
 * queues, pools and drivers: without this, no line of such a stack is the user's.
 */
export function addCaller(error: unknown, place: CallPlace): void {
  if (!(error instanceof Error)) return
  const stack = error.stack ?? String(error)
  const known = new Set(stack.split('\n'))
  const frames = foreignFrames(place.stack).filter((frame) => !known.has(frame))
  // A frozen error keeps the stack that it has.
  if (frames.length > 0) Reflect.set(error, 'stack', [stack, ...frames].join('\n'))
}
