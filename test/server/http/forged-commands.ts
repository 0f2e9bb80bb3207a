import { newId } from '../../../shared/ids.ts'
import { type Chance, chanceFrom } from '../../sim/random.ts'
import { openTable, seatEveryone, type TestTable, Visitor } from './table.ts'

/** What became of hostile commands: answers by kind, and every command that the ledger took. */
export type ForgedReport = { tried: number; answers: Record<string, Record<string, number>>; accepted: string[] }

type Role = keyof Awaited<ReturnType<typeof seatEveryone>>['people']
type Body = { id: string; type: string } & Record<string, unknown>
type Told = { by: Role; body: Body; seq: number }
/** One hostile request. `again` says that it may be answered with this seq: it is word for word what was recorded. */
type Hostile = { who: Visitor; body: unknown; headers?: Record<string, string>; again?: number }
type Scene = {
  people: Record<Role, Visitor>
  stranger: Visitor
  neighbour: Visitor
  told: Told[]
  document: string
  chance: Chance
}

const BELOW: readonly Role[] = ['representative', 'contributor', 'observer']

const KINDS: Record<string, (scene: Scene) => Hostile> = {
  'replayed as it was': ({ people, told, chance }) => {
    const { by, body, seq } = chance.pick(told)
    return { who: people[by], body, again: seq }
  },
  'replayed by another': ({ people, told, chance }) => {
    const { by, body } = chance.pick(told)
    const others = (Object.keys(people) as Role[]).filter(role => role !== by)
    return { who: people[chance.pick(others)], body }
  },
  'another body under a known id': ({ people, told, document, chance }) => {
    const [{ by, body }, other] = [chance.pick(told), chance.pick(told)]
    const instead = other.body.type === body.type ? { type: 'question.set', document, text: 'Who?' } : other.body
    return { who: people[by], body: { ...instead, id: body.id } }
  },
  'a byte of it changed': ({ people, told, chance }) => {
    const { by, body, seq } = chance.pick(told)
    const { id, ...rest } = body
    const text = [...JSON.stringify(rest).slice(1)]
    text[chance.below(text.length)] = chance.pick([...'{}[]",:0aZ \0'])
    return { who: people[by], body: `{"id":"${id}",${text.join('')}`, again: seq }
  },
  'from somebody who may not': ({ people, told, chance }) => {
    const { body } = chance.pick(told.filter(({ by }) => by === 'broker'))
    return { who: people[chance.pick(BELOW)], body: { ...body, id: newId() } }
  },
  'with a claim to be another': ({ people, told, chance }) => {
    const { body } = chance.pick(told.filter(({ by }) => by === 'broker'))
    const claims = {
      actor: people.broker.member,
      member: people.broker.member,
      role: 'broker',
      at: 1,
      seq: 1,
      prev: null,
    }
    return { who: people[chance.pick(BELOW)], body: { ...claims, ...body, id: newId() } }
  },
  'without a session': ({ stranger, told, chance }) => ({
    who: stranger,
    body: { ...chance.pick(told).body, id: newId() },
  }),
  'with a forged session': ({ people, stranger, told, chance }) => {
    const cookie = [...people.broker.cookie]
    const at = cookie.indexOf('=') + 1 + chance.below(20)
    cookie[at] = cookie[at] === 'A' ? 'B' : 'A'
    return { who: stranger, body: { ...chance.pick(told).body, id: newId() }, headers: { cookie: cookie.join('') } }
  },
  'from another table': ({ neighbour, told, chance }) => ({
    who: neighbour,
    body: { ...chance.pick(told).body, id: newId() },
  }),
  'from another site': ({ people, told, chance }) => ({
    who: people.broker,
    body: { ...chance.pick(told).body, id: newId() },
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  }),
  'before what it follows from': ({ people, document, chance }) => {
    const [proposal, hash] = [newId(), 'a'.repeat(64)]
    const body = chance.pick([
      { type: 'proposal.close', proposal },
      { type: 'proposal.withdraw', proposal, reason: null },
      { type: 'position.take', proposal, textHash: hash, value: 'consent', reason: null },
      { type: 'position.confirm', proposal },
      { type: 'objection.settle', proposal, objection: newId(), state: 'resolved', note: null },
      { type: 'document.restore', document },
      { type: 'clause.move', document, clause: newId(), state: 'settled', hash },
    ])
    return { who: people[chance.pick(['broker', 'representative'] as const)], body: { id: newId(), ...body } }
  },
}

/** Sends `count` forged, replayed and reordered commands to a table of its own, and looks whether its ledger took anything. */
export async function playForgedCommands(count: number, seed: number): Promise<ForgedReport> {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table)
  const path = `/api/partnerships/${id}/commands`
  const told = await honestHistory(path, people, view.documents[0].id)
  const stranger = new Visitor(table)
  const neighbour = new Visitor(table)
  await neighbour.post('/api/partnerships', { name: 'Elsewhere', brokerName: 'Mallory', start: 'empty' })
  const scene: Scene = { people, stranger, neighbour, told, document: view.documents[0].id, chance: chanceFrom(seed) }
  const before = await ledgerOf(table, id)
  const report: ForgedReport = { tried: 0, answers: {}, accepted: [] }
  const names = Object.keys(KINDS)
  for (; report.tried < count; report.tried++) {
    const kind = names[report.tried % names.length]!
    const { who, body, headers, again } = KINDS[kind]!(scene)
    const { status, body: answer } = await who.post(path, body, headers)
    const word = status === 200 ? 'known' : String(answer.code ?? status)
    const answers = report.answers[kind] ?? {}
    report.answers[kind] = answers
    answers[word] = (answers[word] ?? 0) + 1
    if (status === 200 && answer.seq !== again) report.accepted.push(`${kind}: ${JSON.stringify(body)}`)
  }
  if ((await ledgerOf(table, id)) !== before) report.accepted.push('the ledger is not what it was')
  return report
}

async function honestHistory(path: string, people: Record<Role, Visitor>, document: string): Promise<Told[]> {
  const party = { name: 'Millers', short: 'Millers', initials: 'M', sector: 'business' }
  const said: [Role, Record<string, unknown>][] = [
    ['broker', { type: 'partnership.rename', name: 'Delta', purpose: 'Water for all' }],
    ['broker', { type: 'party.add', party: newId(), ...party }],
    ['co-broker', { type: 'document.rename', document, title: 'Map' }],
    ['broker', { type: 'member.change', member: people.observer.member, role: 'observer', party: null, name: 'Pau' }],
    ['broker', { type: 'document.archive', document }],
    ['broker', { type: 'stage.set', stage: 'B' }],
    ['broker', { type: 'document.restore', document }],
    ['co-broker', { type: 'partnership.rename', name: 'Delta table', purpose: 'Water' }],
    ['broker', { type: 'document.rename', document, title: 'The map' }],
  ]
  const told: Told[] = []
  for (const [by, act] of said) {
    const body = { id: newId(), ...act } as Body
    const { status, body: answer } = await people[by].post(path, body)
    if (status !== 200) throw new Error(`${body.type}: ${status} ${JSON.stringify(answer)}`)
    told.push({ by, body, seq: answer.seq })
  }
  return told
}

async function ledgerOf({ store }: TestTable, partnership: string): Promise<string> {
  const streams = await store.streams(partnership)
  return JSON.stringify(await Promise.all(streams.map(stream => store.entries(partnership, stream, 0, 100_000))))
}
