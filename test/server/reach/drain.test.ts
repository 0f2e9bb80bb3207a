import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { createApi, type Api } from '../../../server/http/api.ts'
import { listen } from '../../../server/http/listen.ts'

/** A server whose answer to `/slow` is given when `answer` is called. */
async function slowServer() {
  let answer = (): void => {}
  const asked = Promise.withResolvers<void>()
  const app = createApi()
  app.get('/slow', async c => {
    const answered = new Promise<void>(resolve => (answer = resolve))
    asked.resolve()
    await answered
    return c.text('done')
  })
  const server = await listen(app as unknown as Api, { host: '127.0.0.1', port: 0 })
  return { server, asked: asked.promise, answer: () => answer() }
}

async function timed(task: Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await task
  return performance.now() - begin
}

test('[HIS-25] a server that stops waits for answers under way, and not for connections that fall idle then', async () => {
  const { server, asked, answer } = await slowServer()
  const agent = new Agent({ keepAlive: true })
  const answered = new Promise<string>((resolve, reject) => {
    get(`${server.url}/slow`, { agent }, response => response.on('data', chunk => resolve(String(chunk)))).on(
      'error',
      reject,
    )
  })
  await asked
  const closed = timed(server.close())
  answer()
  expect(await answered).toBe('done')
  // The keep-alive of a connection is five seconds.
  expect(await closed).toBeLessThan(2_500)
  agent.destroy()
})

test('[HIS-25] a connection that never asks, or an answer that never comes, does not hold up a server that stops', async () => {
  const { server, asked } = await slowServer()
  const silent = connect(server.port, '127.0.0.1')
  silent.on('error', () => {})
  await new Promise(resolve => silent.once('connect', resolve))
  const request = get(`${server.url}/slow`)
  request.on('error', () => {})
  await asked
  expect(await timed(server.close())).toBeLessThan(4_500)
  silent.destroy()
  request.destroy()
})
