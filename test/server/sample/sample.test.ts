import { beforeAll, describe, expect, test } from 'vitest'
import { clauseHash } from '../../../shared/kinds/agreement/canonical.ts'
import { clausesOf, clauseText } from '../../../shared/kinds/agreement/model.ts'
import { draftOf } from '../../../shared/kinds/decision-log/draft.ts'
import { proposalsOf } from '../../../shared/kinds/decision-log/model.ts'
import { companionsOf, stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import { verifyStream } from '../../../shared/ledger/chain.ts'
import { resultNow } from '../../../shared/ledger/methods/index.ts'
import { proseText } from '../../../shared/model/prose.ts'
import type { DecisionKey } from '../../../server/sample/decisions.ts'
import type { PartyKey } from '../../../server/sample/people.ts'
import { sampleBegan } from '../../../server/sample/furnish.ts'
import { createMemoryStore } from '../../../server/adapters/memory-store.ts'
import { createLedger } from '../../../server/ledger/ledger-service.ts'
import { furnishedTable, plainTable, SAMPLE_NOW } from './plain-table.ts'

const DAY = 86_400_000
type Table = Awaited<ReturnType<typeof furnishedTable>>
let table: Table

const party = (key: PartyKey) => table.cast.parties.get(key)!
const keyOf = (id: string) => [...table.cast.parties].find(([, one]) => one === id)?.[0]
const proposal = (key: DecisionKey) => table.state().proposals.get(table.cast.proposals.get(key)!)!
const positions = (key: DecisionKey) =>
  Object.fromEntries([...proposal(key).positions].map(([id, one]) => [keyOf(id), one.value]))
const powers = (stakeholder: string) => {
  const ratings = table.state().ratings.get(table.documents.map.id)!.of.get(table.cast.stakeholders.get(stakeholder)!)
  return (['WD', 'HB', 'FC', 'SC', 'KF', 'IH'] as const).map(key => ratings?.get(party(key))?.values.power ?? null)
}
const spread = (stakeholder: string) => {
  const given = powers(stakeholder).filter(value => value !== null)
  return (Math.max(...given) - Math.min(...given)) / 10
}
const clause = (number: string) => {
  const doc = table.docs.get(table.documents.agreement.id)!
  const row = clausesOf(doc)
    .all()
    .find(one => one.code === number)!
  return {
    row,
    text: proseText(clauseText(doc, row.id)),
    record: table.state().clauses.get(table.documents.agreement.id)?.get(row.id),
    hash: clauseHash(doc, row.id),
  }
}

beforeAll(async () => {
  table = await furnishedTable()
})

describe('people', () => {
  test('[PAR-50] the sample seats eight partners, one associate who takes no position, and everyone who speaks for them', () => {
    const { parties, members } = table.state()
    expect([...parties.values()].filter(one => one.standing === 'partner')).toHaveLength(8)
    expect([...parties.values()].filter(one => one.standing === 'associate').map(one => table.words(one.name))).toEqual(
      ['Radio Mto FM'],
    )
    expect([...parties.values()].map(one => table.words(one.initials)).sort()).toEqual([
      'FC',
      'HB',
      'IH',
      'KF',
      'RM',
      'RW',
      'SC',
      'SF',
      'WD',
    ])
    const speakers = [...members.values()].filter(one => one.role === 'representative')
    expect(speakers.map(one => keyOf(one.party!)).sort()).toEqual(['FC', 'HB', 'IH', 'KF', 'RW', 'SC', 'SF', 'WD'])
    expect([...members.values()].filter(one => one.role === 'broker').map(one => table.words(one.name))).toEqual([
      'Ada',
      'Zuhura',
    ])
    expect([...members.values()].filter(one => one.role === 'co-broker').map(one => table.words(one.name))).toEqual([
      'Ben',
    ])
    const observers = [...members.values()].filter(one => one.role === 'observer')
    expect(observers.map(one => [table.words(one.name), keyOf(one.party!)])).toEqual([['Producer Asha', 'RM']])
  })

  test('[PAR-51] marks are dealt by lot: nine different ones, and not the same to the same party every time', async () => {
    const dealt = [...table.cast.marks.values()]
    expect(new Set(dealt).size).toBe(9)
    expect(dealt.every(mark => mark >= 1 && mark <= 12)).toBe(true)
    const hands = await Promise.all(Array.from({ length: 6 }, () => furnishedTable()))
    expect(new Set(hands.map(hand => hand.cast.marks.get('WD'))).size).toBeGreaterThan(1)
  })
})

describe('purpose', () => {
  test('[PAR-62] a sample whose creator wrote no purpose has the sample’s own', () => {
    const about = table.state().partnership!
    expect(table.words(about.name)).toBe('Mirata Basin Compact')
    expect(table.words(about.purpose)).toBe(
      'Fresh water for the delta in March, open taps all year, and no cut that anyone first hears of on the radio.',
    )
  })
})

describe('map', () => {
  test('[PAR-52] forty stakeholders are in the register, and what is sensitive is in the brokers’ half alone', () => {
    const map = table.docs.get(table.documents.map.id)!
    const all = stakeholdersOf(map).all()
    expect(all).toHaveLength(40)
    expect(new Set(all.map(one => one.name)).size).toBe(40)
    expect(JSON.stringify(map.getMap('stakeholders'))).not.toContain('husbands')
    expect(
      companionsOf(table.docs.get(table.documents.companion.id)!)
        .all()
        .map(one => one.sensitivities),
    ).toEqual(['Land titles in husbands’ names.'])
  })

  test('[LOK-8] on the map of the sample the Directorate wears the mark of the party that it is', () => {
    const all = stakeholdersOf(table.docs.get(table.documents.map.id)!).all()
    expect(all.filter(one => one.party !== null).map(one => [one.name, keyOf(one.party!)])).toEqual([
      ['Water Directorate', 'WD'],
    ])
  })

  test('[PAR-53] the ratings are the sample’s numbers, with its spreads, and a dash is no rating', () => {
    expect(powers('directorate')).toEqual([60, 90, 80, 70, 90, 80])
    expect(powers('pump-managers')).toEqual([50, 30, 90, 80, 70, 60])
    expect(powers('gate-keepers')).toEqual([20, 40, 90, 70, 60, 30])
    expect(powers('rivers-first')).toEqual([80, 70, 40, 30, 30, 50])
    expect(powers('fishing-households')).toEqual([30, 40, 10, 20, 20, 20])
    expect(powers('herders')).toEqual([10, 20, 30, 30, 20, 10])
    expect(powers('kitchen-gardens')).toEqual([10, 10, 10, null, 20, 10])
    expect(['directorate', 'pump-managers', 'gate-keepers', 'rivers-first'].map(spread)).toEqual([3, 6, 7, 5])
    const { of, questionText } = table.state().ratings.get(table.documents.map.id)!
    expect(table.words(questionText)).toBe('Who decides how much fresh water reaches the delta in March?')
    expect(of.get(table.cast.stakeholders.get('kitchen-gardens')!)!.has(party('SC'))).toBe(false)
    const impacts = ['fishing-households', 'herders', 'kitchen-gardens'].map(key =>
      [...of.get(table.cast.stakeholders.get(key)!)!.values()].map(one => one.values.impact),
    )
    expect(impacts.map(values => new Set(values))).toEqual([new Set([100]), new Set([90]), new Set([90])])
    const declined = of.get(table.cast.stakeholders.get('springs')!)!
    expect([...declined.keys()].map(keyOf)).toEqual(['SC'])
    expect(table.words(declined.get(party('SC'))!.note)).toBe('We do not put a number on it.')
  })
})

describe('agreement', () => {
  test('[PAR-54] clauses stand where the sample says, bound to the very words in the canvas', () => {
    expect(clause('Y1').record?.state).toBe('settled')
    expect(clause('H8').record?.state).toBe('settled')
    for (const number of ['H2', 'H13', 'L2']) expect(clause(number).record?.state).toBe('discussed')
    for (const number of ['Y3', 'H4', 'H11', 'I5']) expect(clause(number).record?.state ?? 'drafting').toBe('drafting')
    for (const number of ['Y1', 'H8', 'H2', 'H13', 'L2']) expect(clause(number).record?.hash).toBe(clause(number).hash)
    expect(clause('L2').text).toContain('English and Swahili texts count equally.')
    expect(clause('W1').text).toBe('')
  })

  test('[PAR-55] assents: Y1 eight yes; H8 seven yes and one reservation; H4 one yes, one objection in its words', () => {
    const choices = (number: string) => [...(clause(number).record?.assents.values() ?? [])].map(one => one.choice)
    expect(choices('Y1')).toEqual(Array(8).fill('assent'))
    expect(choices('H8').sort()).toEqual([...Array(7).fill('assent'), 'reservation'])
    const objection = clause('H4').record?.assents.get(party('KF'))
    expect(objection?.choice).toBe('objection')
    expect(table.words(objection?.reason)).toBe('A second signature was how our money slept for eleven months.')
    expect([...clause('H4').record!.assents.keys()].map(keyOf).sort()).toEqual(['KF', 'WD'])
  })
})

describe('decisions', () => {
  test('[PAR-56] D1 is adopted by eight of eight on the day it says, its objection integrated', () => {
    const decision = proposal('D1')
    expect([decision.status, decision.result?.heard, decision.result?.electorate]).toEqual(['adopted', 8, 8])
    expect(decision.result!.at).toBe(SAMPLE_NOW - 62 * DAY - DAY / 2)
    const [objection] = [...decision.objections.values()]
    expect([objection!.state, objection!.integratedIn, keyOf(objection!.party)]).toEqual(['integrated', 2, 'FC'])
    expect(table.words(objection!.reason)).toBe('If only English notes go out, we did not agree to what is in them.')
    expect(table.words(decision.versions[1]!.change)).toBe('Swahili notes within three days.')
  })

  test('[PAR-57] D3 is carried 5 to 2 with one abstaining, its dissent verbatim, and D5 supersedes it', () => {
    const decision = proposal('D3')
    expect(decision.status).toBe('superseded')
    expect(decision.result?.tally).toEqual({ yes: 5, no: 2, abstain: 1 })
    expect(decision.result?.outcome).toBe('adopted')
    expect(positions('D3')).toMatchObject({ SC: 'no', KF: 'no', SF: 'abstain' })
    expect(decision.result!.dissent.map(one => table.words(one.reason)).sort()).toEqual([
      'Friday is the council’s day.',
      'Mornings belong to the taps.',
    ])
    expect(decision.supersededBy).toBe(proposal('D5').id)
    expect([proposal('D5').status, proposal('D5').result?.heard, proposal('D5').supersedes]).toEqual([
      'adopted',
      8,
      decision.id,
    ])
  })

  test('[PAR-58] D6 is open: second version, everyone to reconfirm, two must be heard, one provisional, one by telephone, one silent', () => {
    const decision = proposal('D6')
    expect(decision.status).toBe('open')
    expect(decision.settings.closesAt).toBe(SAMPLE_NOW + 9 * DAY)
    expect(decision.electorate.map(keyOf)).toEqual(['WD', 'HB', 'FC', 'SC', 'KF', 'IH'])
    expect(decision.settings.required.map(keyOf)).toEqual(['FC', 'HB'])
    expect(positions('D6')).toEqual({ WD: 'consent', IH: 'consent', KF: 'concern', FC: 'consent', HB: 'objection' })
    const wd = decision.positions.get(party('WD'))!
    expect([wd.provisional, wd.dueAt, table.words(wd.reason)]).toEqual([
      true,
      SAMPLE_NOW + 4 * DAY,
      'the flow order needs a letter',
    ])
    const fc = decision.positions.get(party('FC'))!
    expect(fc.proxy).toMatchObject({
      by: table.cast.people.get('ben'),
      channel: 'telephone',
      language: 'sw',
      readBack: true,
    })
    expect(table.words(fc.proxy!.witness)).toBe('Radio Mto FM')
    expect(table.words(decision.positions.get(party('KF'))!.reason)).toBe('Who watches Tap 7 at four in the morning?')
    const [objection] = [...decision.objections.values()]
    expect([objection!.state, objection!.integratedIn]).toEqual(['tested', 2])
    expect(table.words(objection!.reason)).toBe('Two of the six nights are export week; the cold store may not stop.')
    expect([...decision.positions.values()].every(one => one.version === 1)).toBe(true)
    expect(decision.versions).toHaveLength(2)
    expect(resultNow(decision).heard).toEqual([])
  })

  test('[PAR-59] the canvas holds the newest words of each proposal under the hash that was frozen, and D9 as a draft', () => {
    const doc = table.docs.get(table.documents.log.id)!
    for (const key of ['D1', 'D3', 'D5', 'D6'] as const)
      expect(draftOf(doc, proposal(key).id)?.hash).toBe(proposal(key).versions.at(-1)!.textHash)
    const drafts = proposalsOf(doc)
      .all()
      .filter(row => !table.state().proposals.has(row.id))
    expect(drafts.map(row => row.title)).toEqual([
      'Who asks the herders, in whose place, and who brings the answer back?',
    ])
    expect([...table.state().proposals.values()].map(one => one.number)).toEqual([1, 3, 5, 6])
  })
})

describe('stream', () => {
  test('[PAR-60] the sample’s stream is one whole chain whose times never run backwards, from before D−62 to before now', () => {
    const stream = table.entries.filter(entry => entry.stream === 'partnership')
    expect(verifyStream(stream)).toMatchObject({ ok: true, head: { seq: stream.length } })
    const times = table.entries.map(entry => entry.at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times[0]).toBe(sampleBegan(SAMPLE_NOW))
    expect(times[0]).toBeLessThan(SAMPLE_NOW - 62 * DAY)
    expect(times.at(-1)).toBeLessThan(SAMPLE_NOW)
  })
})

describe('under the real ledger', () => {
  test('[PAR-61] the ledger’s clock gets no turn between the opening of an old proposal and its closing on its own day', async () => {
    const store = createMemoryStore()
    // Everything that is due fires as soon as the one thread is free.
    const clock = {
      now: () => SAMPLE_NOW,
      after: (ms: number, task: () => void) => {
        if (ms <= 0) setImmediate(task)
        return () => {}
      },
    }
    const log = {
      info() {},
      warn() {},
      error: (fields: object, message: string) => expect.fail(`${message} ${JSON.stringify(fields)}`),
    }
    const plain = plainTable()
    await store.addPartnership(plain.partnership, SAMPLE_NOW)
    const ledger = createLedger({
      store,
      clock,
      log,
      sync: { read: async (id, reader) => reader(plain.docs.get(id)!) },
    })
    await ledger.start()
    const furnished = await furnishedTable(SAMPLE_NOW, plain, ledger)
    const state = await ledger.state(plain.partnership)
    const decided = (['D1', 'D3', 'D5'] as const).map(key => state.proposals.get(furnished.cast.proposals.get(key)!)!)
    expect(decided.map(one => one.status)).toEqual(['adopted', 'superseded', 'adopted'])
    expect(decided.map(one => one.result!.heard)).toEqual([8, 8, 8])
    expect(decided.map(one => Math.floor((one.result!.at - SAMPLE_NOW) / DAY + 0.5))).toEqual([-62, -55, -48])
    const entries = await store.entries(plain.partnership, 'partnership', 0, 10_000)
    expect(verifyStream(entries)).toMatchObject({ ok: true })
    expect(entries.filter(entry => entry.fact.type === 'decision.closed')).toHaveLength(3)
    ledger.stop()
  })
})
