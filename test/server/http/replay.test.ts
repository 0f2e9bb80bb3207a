import { expect, test, vi } from 'vitest'
import { newId } from '../../../shared/ids.ts'
import { MOST_UPDATES } from '../../../server/http/gate.ts'
import { openTable, seatEveryone } from './table.ts'

test('[API-40] a command id stands for one act of one person: another body or another member gets no answer under it', async () => {
  const { id, people, view } = await seatEveryone(openTable())
  const send = async (by: keyof typeof people, body: object) => {
    const { status, body: answer } = await people[by].post(`/api/partnerships/${id}/commands`, body)
    return status === 200 ? answer.seq : answer.code
  }
  const document = view.documents[0].id
  const bodies = [
    { type: 'partnership.rename', name: 'Delta  table', purpose: 'Water\r\nfor all' },
    { type: 'party.add', party: newId(), name: 'Millers', short: 'Millers', initials: 'M', sector: 'business' },
    { type: 'member.change', member: people.observer.member, role: 'observer', party: null, name: 'Paulo' },
    { type: 'document.rename', document, title: 'Map' },
    { type: 'question.set', document, text: 'Who?' },
  ].map(body => ({ id: newId(), ...body }))
  for (const [at, body] of bodies.entries()) {
    const seq = await send('broker', body)
    expect(seq).toBeTypeOf('number')
    expect(await send('broker', body)).toBe(seq)
    for (const by of ['co-broker', 'representative', 'contributor', 'observer'] as const) {
      // A token or session below admin rights never gets this far; everybody here has them.
      expect([body.type, by, await send(by, body)]).toEqual([body.type, by, 'invalid'])
    }
    const otherBody = { ...bodies[(at + 1) % bodies.length], id: body.id }
    expect([body.type, await send('broker', otherBody)]).toEqual([body.type, 'invalid'])
    const otherWords = Object.fromEntries(
      Object.entries(body).map(([key, value]) => [
        key,
        key === 'name' || key === 'title' || key === 'text' ? 'Else' : value,
      ]),
    )
    expect([body.type, await send('broker', otherWords)]).toEqual([body.type, 'invalid'])
  }
  const joined = (await people.observer.get(`/api/partnerships/${id}/ledger`)).body.entries.find(
    (entry: { fact: { type: string } }) => entry.fact.type === 'member.joined',
  )
  expect(await send('broker', { ...bodies[0], id: joined.command })).toBe('invalid')
})

test('[API-41] a template that does not exist is refused and leaves nothing behind', async () => {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table)
  const documents = (await table.store.documents(id)).length
  for (const template of ['constructor', '__proto__', 'e\u0301', '\ud800', 'x\0', ''])
    for (const kind of ['agreement', 'board'])
      expect(
        (await people.broker.post(`/api/partnerships/${id}/documents`, { kind, title: 'T', template })).body.code,
      ).toBe('unknown-template')
  expect((await table.store.documents(id)).length).toBe(documents)
  const made = await people.broker.post(`/api/partnerships/${id}/documents`, {
    kind: 'agreement',
    title: 'T',
    template: 'mou',
  })
  expect([made.status, view.documents.length]).toEqual([201, 4])
})

test('[API-42] names and titles are one visible plain line on every route that takes them', async () => {
  const { id, people } = await seatEveryone(openTable())
  const { secret } = (await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'observer' })).body
  const takers = (name: string) => [
    people.broker.post('/api/partnerships', { name, brokerName: 'B' }),
    people.broker.post('/api/partnerships', { name: 'N', brokerName: name }),
    people.broker.post(`/api/partnerships/${id}/parties`, { name, sector: 'public' }),
    people.broker.post(`/api/partnerships/${id}/documents`, { kind: 'board', title: name }),
    people.broker.ask('PATCH', `/api/documents/${newId()}`, { title: name }),
    people.broker.post('/api/join', { secret, name }),
    people.broker.post(`/api/partnerships/${id}/commands`, {
      id: newId(),
      type: 'partnership.rename',
      name,
      purpose: '',
    }),
  ]
  for (const name of ['A\0B', 'A\ud800', '\u001b[31m', '\u200b', '\u202e', '']) {
    const codes = (await Promise.all(takers(name))).map(({ body }) => body.code)
    expect([name, new Set(codes)]).toEqual([name, new Set(['invalid'])])
  }
  const { id: party } = (
    await people.broker.post(`/api/partnerships/${id}/parties`, { name: ' Ann\u202e\nof 𞤀𞤁 𞤂 ', sector: 'public' })
  ).body
  const shown = (await people.observer.get(`/api/partnerships/${id}`)).body.parties.find(
    (one: { id: string }) => one.id === party,
  )
  expect(shown.name).toBe('Ann of 𞤀𞤁 𞤂')
  expect(shown.initials.isWellFormed()).toBe(true)
})

test('[API-43] an answer to a body that is too large says that the connection ends with it', async () => {
  const { people } = await seatEveryone(openTable())
  const { status, headers } = await people.broker.post('/api/partnerships', `"${'a'.repeat(300_000)}"`, {
    'content-length': '300002',
  })
  expect([status, headers.get('connection')]).toEqual([413, 'close'])
})

test('[API-47] the body of a bulk update is not read from nobody, and one session has only so many on their way at once', async () => {
  const table = openTable()
  const { people, view } = await seatEveryone(table)
  const send = (cookie: string) => {
    let pulled = 0
    let end = () => {}
    const body = new ReadableStream<Uint8Array>(
      {
        pull: controller => {
          pulled += 1
          end = () => controller.close()
          return new Promise<void>(() => {})
        },
      },
      { highWaterMark: 0 },
    )
    const request = new Request(`http://localhost:4000/api/documents/${view.documents[0].id}/updates`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: {
        host: 'localhost:4000',
        cookie,
        'content-type': 'application/octet-stream',
        'transfer-encoding': 'chunked',
      },
    } as RequestInit)
    const answer = Promise.resolve(table.app.request(request)).then(({ status }) => status)
    return { answer, read: () => pulled > 0, end: () => end() }
  }
  const nobody = send('')
  expect([await nobody.answer, nobody.read()]).toEqual([401, false])
  const begun = Array.from({ length: MOST_UPDATES }, () => send(people.broker.cookie))
  await vi.waitFor(() => expect(begun.every(({ read }) => read())).toBe(true))
  const tooMany = send(people.broker.cookie)
  expect([await tooMany.answer, tooMany.read()]).toEqual([429, false])
  const another = send(people.contributor.cookie)
  await vi.waitFor(() => expect(another.read()).toBe(true))
  for (const { end } of [...begun, another]) end()
  // An empty body is no update; what counts is that each had its turn.
  for (const { answer } of [...begun, another]) expect(await answer).toBe(400)
  const next = send(people.broker.cookie)
  await vi.waitFor(() => expect(next.read()).toBe(true))
  next.end()
  expect(await next.answer).toBe(400)
})
