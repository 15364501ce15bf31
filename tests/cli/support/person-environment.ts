/** The environment of somebody at a terminal: nothing of a CI's that asks for plain lines, nothing of a deployment's. */
export function personEnvironment(): NodeJS.ProcessEnv {
  const { NODE_ENV: _, APP_ENV: __, DATABASE_URL: ___, CI: ____, NO_COLOR: _____, ...env } = process.env
  return env
}
