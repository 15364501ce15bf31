import { rawConnection } from './raw-connection.js'

/** Milliseconds between two looks at a connection. */
const LOOK = 1000

/**
 * A connection that is idle does not keep the process going: a run that waits for a promise which nothing settles comes to its end, and is told so. What is sent
 * on it keeps the process going until the answer is there. Nothing happens where there is no socket, or the driver does not say whether it is idle.
 */
export function quietConnection(connection: unknown): void {
  const raw = rawConnection(connection)
  const { socket } = raw
  if (socket === undefined) return
  const { write } = socket
  let isQuiet = false
  let traffic = -1
  const sending: typeof write = (...args) => {
    if (isQuiet) socket.ref()
    isQuiet = false
    return Reflect.apply(write, socket, args)
  }
  socket.write = sending
  const look = setInterval(() => {
    const before = traffic
    traffic = socket.bytesRead + socket.bytesWritten
    if (isQuiet || traffic !== before || !raw.isIdle) return
    isQuiet = true
    socket.unref()
  }, LOOK)
  look.unref()
  socket.once('close', () => clearInterval(look))
}
