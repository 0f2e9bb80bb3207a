// @vitest-environment jsdom
import { render } from 'lit'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { draftOf } from '../../../shared/kinds/decision-log/draft.ts'
import { proposalFragment, proposalsOf } from '../../../shared/kinds/decision-log/model.ts'
import { resultNow } from '../../../shared/ledger/methods/index.ts'
import { writeProse } from '../../../shared/model/prose.ts'
import { outcome } from '../../../client/kinds/decision-log/outcome.ts'
import type { DecisionLogElement } from '../../../client/kinds/decision-log/decision-log-element.ts'
import type { PersonKey } from '../../../server/sample/people.ts'
import { standInForDialogs } from '../support/dialogs.ts'
import { sampleSession } from './fake-session.ts'

beforeAll(async () => {
  standInForDialogs()
  await import('../../../client/kinds/decision-log/decision-log-element.ts')
})

afterEach(() => {
  document.body.replaceChildren()
  history.replaceState(null, '', '/')
})

type Key = 'D1' | 'D3' | 'D5' | 'D6' | 'D9'

/** The log, or one of its rows, as this person has it open now. */
async function open(as: PersonKey, row: Key | null = null) {
  const table = await sampleSession(as, Date.now())
  const element = document.createElement('tr-decision-log') as DecisionLogElement
  element.session = table.session
  element.room = table.room
  element.row = row && table.cast.proposals.get(row)!
  document.body.append(element)
  await settle()
  const button = (name: RegExp) =>
    [...document.querySelectorAll('button')].find(one => name.test(one.textContent ?? ''))
  const press = async (name: RegExp) => {
    const found = button(name)
    if (!found) throw new Error(`no button ${name}`)
    expect(found.disabled).toBe(false)
    found.click()
    await settle()
  }
  const proposal = () => table.session.ledger.proposals.get(table.cast.proposals.get(row ?? 'D6')!)!
  return { ...table, element, button, press, proposal, text: () => (element.textContent ?? '').replace(/\s+/g, ' ') }
}

/** Lets elements render, then render what that led to. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise(resolve => setTimeout(resolve))
}

function type(selector: string, words: string): void {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector)
  if (!field) throw new Error(`no field ${selector}`)
  field.value = words
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

test('[LOG-30] the log shows each decision with its number, its sentence, how it was made, its marks in words, and links both ways to what it replaced', async () => {
  const { element, cast, text } = await open('tolu')
  expect([...element.querySelectorAll('.dec .k')].map(one => one.textContent?.trim())).toEqual(['6', '', '5', '3', '1'])
  expect(text()).toContain('Decided: 3. Open: 1. In draft: 1.')
  const link = (row: Key) => `/d/${element.room.document}/${cast.proposals.get(row)}`
  const row = (index: number) => element.querySelectorAll('.dec')[index]!
  expect(row(2).innerHTML).toContain(link('D3'))
  expect(row(3).innerHTML).toContain(link('D5'))
  expect(row(3).classList.contains('gone')).toBe(true)
  expect(row(3).querySelector('.marks')?.getAttribute('aria-label')).toContain('Upper Springs: No')
  expect(row(0).textContent).toContain('Waits for us')
})

test('[LOG-20] typing in the search and ticking a filter narrow the log and land in the URL', async () => {
  const { element } = await open('tolu')
  type('#log-search', 'tap 7')
  await settle()
  expect(element.querySelectorAll('.dec')).toHaveLength(1)
  expect(location.search).toBe('?q=tap+7')
  type('#log-search', '')
  await settle()
  const box = [...element.querySelectorAll<HTMLLabelElement>('.filters label')].find(one =>
    one.textContent?.includes('Superseded'),
  )!
  box.querySelector('input')!.click()
  await settle()
  expect([...element.querySelectorAll('.dec .k')].map(one => one.textContent?.trim())).toEqual(['3'])
  expect(location.search).toBe('?status=superseded')
})

test('[LOG-31] the outline shows the same decisions as a linear table, nothing missing', async () => {
  const { element } = await open('tolu')
  element.view = 'outline'
  await settle()
  expect(element.querySelectorAll('tbody tr')).toHaveLength(5)
  expect(element.querySelector('[role="tab"]')).toBeNull()
})

test('[LOG-32] a decision is read in order: question, frozen text with its fingerprint, rule, where the parties stand, their words', async () => {
  const { element, proposal, text } = await open('rehema', 'D6')
  const headings = [...element.querySelectorAll('h1, h2')].map(one => one.textContent?.trim())
  expect(headings.slice(0, 6)).toEqual([
    'On six March nights, no pumping from 02:00 to 06:00',
    'The text',
    'How we decide this',
    'Where the parties stand',
    'In their words',
    'Objections',
  ])
  const print = proposal()
    .versions[1]!.textHash.slice(0, 12)
    .replace(/(.{4})(?=.)/g, '$1 ')
  expect(text()).toContain(`Fingerprint ${print}`)
  expect([...element.querySelectorAll('.voice blockquote')].map(one => one.textContent)).toEqual([
    'Two of the six nights are export week; the cold store may not stop.',
    'Who watches Tap 7 at four in the morning?',
    'the flow order needs a letter',
  ])
  expect(text()).toContain(
    'Given by telephone. Entered by Ben, read back: yes. Language: Swahili. Witness: Radio Mto FM.',
  )
})

test('[LOG-33] one tap gives the same position again on new words', async () => {
  const { press, proposal, me } = await open('rehema', 'D6')
  await press(/Still consent with a concern to version 2/)
  const position = proposal().positions.get(me.party!)!
  expect([position.value, position.version, position.textHash]).toEqual([
    'concern',
    2,
    proposal().versions[1]!.textHash,
  ])
})

test('[LOG-34] an objection is raised in its own words, and the button names the act and says why it waits', async () => {
  const { element, button, press, proposal, me, words } = await open('tolu', 'D6')
  expect(button(/^\s*Give our position\s*$/)?.disabled).toBe(true)
  element.querySelector<HTMLInputElement>('input[value="objection"]')!.click()
  await settle()
  expect(button(/Give our position: objection/)?.disabled).toBe(true)
  expect(document.getElementById('position-why')?.textContent).not.toBe('')
  type('#position-reason', 'The gate keeper was never asked.')
  await settle()
  await press(/Give our position: objection/)
  const objection = [...proposal().objections.values()].find(one => one.party === me.party)!
  expect([objection.state, words(objection.reason)]).toEqual(['raised', 'The gate keeper was never asked.'])
})

test('[LOG-35] the objector alone ends its objection, and then gives its position on the new words', async () => {
  const broker = await open('zuhura', 'D6')
  expect(broker.button(/objection is integrated|This is integrated|We withdraw it/)).toBeUndefined()
  expect(broker.button(/Refer it elsewhere/)).toBeDefined()
  document.body.replaceChildren()
  const { element, press, proposal, me } = await open('ilse', 'D6')
  await press(/Yes, our objection is integrated/)
  expect([...proposal().objections.values()].map(one => one.state)).toEqual(['integrated'])
  element.querySelector<HTMLInputElement>('input[value="consent"]')!.click()
  await settle()
  await press(/Give our position: consent/)
  expect(resultNow(proposal()).heard).toEqual([me.party])
})

test('[LOG-36] what stands between the parties and a decision is what the rule itself says', async () => {
  const { text } = await open('tolu', 'D6')
  expect(text()).toContain('Heard on these words: 0 parties of 6. Needed: 3.')
  expect(text()).toContain('An objection is open: Highland Blooms.')
  expect(text()).toMatch(
    /Must be heard: (Highland Blooms and Fishers and Ferry|Fishers and Ferry and Highland Blooms)\./,
  )
})

test('[LOG-37] a closed decision shows outcome and reasons, tally, dissent verbatim, who was not heard, owner and review', async () => {
  const { element, text } = await open('tolu', 'D3')
  expect(element.querySelector('.outcome h2')?.textContent).toBe('Adopted')
  expect(text()).toContain('The bar for yes was reached. Enough parties spoke.')
  expect(text()).toContain('Yes: 5, Abstain: 1, and No: 2')
  expect([...element.querySelectorAll('.dissent blockquote')].map(one => one.textContent).sort()).toEqual([
    'Friday is the council’s day.',
    'Mornings belong to the taps.',
  ])
  expect(text()).toContain('Nobody: all were heard')
  expect(element.querySelector('#position')).toBeNull()
})

test('[LOG-43] a decision that waited for word from home says so until the last word has come, and no longer', async () => {
  const { session, room, cast } = await open('tolu', 'D3')
  const adopted = session.ledger.proposals.get(cast.proposals.get('D3')!)!
  const say = (confirmedAt: number | null) => {
    const positions = new Map(
      [...adopted.positions].map(([party, position]) => [party, { ...position, provisional: true, confirmedAt }]),
    )
    const result = {
      ...adopted.result!,
      outcome: 'adopted_ad_referendum' as const,
      reasons: [...adopted.result!.reasons, 'provisional' as const],
    }
    const place = document.createElement('div')
    render(outcome(session, room, { ...adopted, positions, result }), place)
    return place.textContent
  }
  expect(say(null)).toContain('Adopted, provisional until the word from home comes')
  expect(say(null)).toContain('A yes still waits for word from home.')
  expect(say(1)).toContain('Adopted, and confirmed from home')
  expect(say(1)).not.toContain('waits for word from home')
})

test('[LOG-38] new words are put to the parties as the next version, with what changed in one sentence', async () => {
  const { element, room, press, button, proposal, words } = await open('zuhura', 'D6')
  await press(/Propose new words/)
  expect(button(/Put version 3 to the parties/)?.disabled).toBe(true)
  writeProse(room.doc.getXmlFragment(proposalFragment(proposal().id)), [
    { type: 'paragraph', text: 'On four March nights no one pumps.' },
  ])
  type('#amend-change', 'Four nights instead of six.')
  await settle()
  expect([...element.querySelectorAll('.diff del')].map(one => one.textContent).join()).toContain('six')
  await press(/Put version 3 to the parties/)
  await confirm()
  expect(proposal().versions.map(one => words(one.change))).toEqual([
    '',
    'Both nights that fell in export week are moved.',
    'Four nights instead of six.',
  ])
  expect(proposal().versions[2]!.textHash).toBe(draftOf(room.doc, proposal().id)!.hash)
})

test('[LOG-39] a draft opens as everyone saw it, and becomes the page of the proposal under its reader’s hands', async () => {
  const { element, press, cast, session } = await open('zuhura', 'D9')
  expect(element.querySelector('tr-draft-page')).not.toBeNull()
  await press(/Open for decision/)
  await confirm()
  const opened = session.ledger.proposals.get(cast.proposals.get('D9')!)!
  expect([opened.number, opened.status, opened.electorate.length]).toEqual([7, 'open', 8])
  expect(element.querySelector('tr-decision-page')).not.toBeNull()
  expect(document.activeElement?.tagName).toBe('H1')
})

test('[LOG-22] words changed between the question and the answer are not opened, and the page says to read again', async () => {
  const { element, press, room, cast, session, text } = await open('zuhura', 'D9')
  await press(/Open for decision/)
  proposalsOf(room.doc).set(cast.proposals.get('D9')!, { title: 'Somebody else’s words' })
  await confirm()
  expect(session.ledger.proposals.has(cast.proposals.get('D9')!)).toBe(false)
  expect(element.querySelector('[role="alert"]')?.textContent).toContain(
    'Someone changed the words while you opened it',
  )
  expect(text()).toContain('Open for decision')
})

/** Says yes in the question that is open. */
async function confirm(): Promise<void> {
  const yes = await vi.waitUntil(() => document.querySelector<HTMLButtonElement>('tr-confirmation .btn.primary'))
  yes.click()
  await settle()
}
