import { type Api, createApi } from '../../sync/api.ts'

/** What `boot.js` asked the server before any other code was here. */
type Early = { path: string; body: string; answer: Promise<Response> }

/** An `Api` that hands out the answer to what `boot.js` asked, once and to that very question only; else it asks itself. */
export const earlyApi: Api = createApi((path, init) => {
  const page = window as { trestleEarly?: Early }
  const early = page.trestleEarly
  delete page.trestleEarly
  return early?.path === path && early.body === init.body ? early.answer : fetch(path, init)
})
