// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { ClauseAsk, ClauseElement } from '../../../client/kinds/agreement/clause-element.ts'
import '../../../client/kinds/agreement/clause-element.ts'
import { ClauseReader } from '../../../client/kinds/agreement/clause-reader.ts'
import { clauseViews } from '../../../client/kinds/agreement/clause-view.ts'
import type { CanvasRoom, PartnershipSession } from '../../../client/room/types.ts'
import { clauseHash } from '../../../shared/kinds/agreement/canonical.ts'
import { addClause, clausesOf, clauseText } from '../../../shared/kinds/agreement/model.ts'
import { writeProse } from '../../../shared/model/prose.ts'
import { fakeRecord, fakeRoom, fakeSession } from './fakes.ts'

const answer = vi.hoisted(() => ({ yes: false, asked: [] as { heading: string; body: unknown }[] }))
vi.mock('../../../client/ui/dialog.ts', () => ({
  confirmAct: async (question: { heading: string; body: unknown }) => {
    answer.asked.push(question)
    return answer.yes
  },
}))

beforeEach(() => {
  answer.yes = false
  answer.asked = []
})
afterEach(() => {
  document.body.replaceChildren()
})

function written(words = 'Open taps all year.') {
  const doc = new Y.Doc()
  const id = addClause(doc, { code: 'Y2' })
  if (words) writeProse(clauseText(doc, id), [{ type: 'paragraph', text: words }])
  return { doc, id, hash: clauseHash(doc, id)! }
}

async function shown(session: PartnershipSession, room: CanvasRoom): Promise<ClauseElement> {
  const element = document.createElement('tr-clause')
  const [clause] = clauseViews(session, room, new ClauseReader(room.doc))
  Object.assign(element, { session, room, clause, current: true })
  document.body.append(element)
  await element.updateComplete
  return element
}

const asks = (element: ClauseElement) => {
  const heard: ClauseAsk[] = []
  element.addEventListener('ask', event => heard.push((event as CustomEvent<ClauseAsk>).detail))
  return heard
}
const button = (within: Element, words: string) =>
  [...within.querySelectorAll('button')].find(one => one.textContent?.trim().includes(words))!

test('[AGR-66] changing settled words asks first and names who will be asked again; leaving it changes nothing', async () => {
  const { doc, id, hash } = written()
  const record = fakeRecord('settled', hash, { a: { choice: 'assent', hash }, b: { choice: 'reservation', hash } })
  const element = await shown(fakeSession(['a', 'b', 'c'], { [id]: record }), fakeRoom(doc))
  const heard = asks(element)

  await element.edit()
  expect(answer.asked[0]?.heading).toBe('Reopen clause 1?')
  expect(answer.asked[0]?.body).toContain('a, b.')
  expect(heard).toEqual([])
  expect(clausesOf(doc).get(id)?.settledText).toBe('')

  answer.yes = true
  await element.edit()
  expect(heard).toEqual([{ type: 'edit', clause: id }])
  expect(clausesOf(doc).get(id)?.settledText).toContain('Open taps all year.')
})

test('[AGR-66] words that are not settled open without asking, and nobody without the right opens any', async () => {
  const { doc } = written()
  const element = await shown(fakeSession(['a']), fakeRoom(doc))
  const reader = await shown(fakeSession(['a']), fakeRoom(doc, { canEdit: false }))
  const [heard, unheard] = [asks(element), asks(reader)]

  await element.edit()
  await reader.edit()

  expect(answer.asked).toEqual([])
  expect(heard).toHaveLength(1)
  expect(unheard).toEqual([])
  expect(reader.querySelector('.clause-tools, .acts')).toBeNull()
})

test('[AGR-67] a clause is moved with the hash of the words on the screen; what would be refused is greyed, with the reason', async () => {
  const { doc, id, hash } = written()
  const session = fakeSession(
    ['a'],
    {},
    {
      wouldRefuse: command => ('state' in command && command.state === 'settled' ? { code: 'not-allowed' } : null),
    },
  )
  const element = await shown(session, fakeRoom(doc))

  button(element, 'Settle at the table').click()
  expect(session.execute).not.toHaveBeenCalled()
  expect(button(element, 'Settle at the table').getAttribute('aria-disabled')).toBe('true')
  expect(
    document.getElementById(button(element, 'Settle at the table').getAttribute('aria-describedby')!)?.textContent,
  ).toContain('Your role does not allow this')
  button(element, 'Mark as discussed').click()

  expect(session.execute).toHaveBeenCalledWith({
    type: 'clause.move',
    document: 'agreementagreementag',
    clause: id,
    state: 'discussed',
    hash,
  })
})

test('[AGR-68] a representative gives their party’s word with the hash and the reason; an objection says why', async () => {
  const { doc, id, hash } = written()
  const session = fakeSession(
    ['a', 'b'],
    { [id]: fakeRecord('discussed', hash) },
    {
      wouldRefuse: command =>
        'choice' in command && command.choice === 'objection' && !command.reason ? { code: 'reason-required' } : null,
    },
  )
  const element = await shown(session, fakeRoom(doc))
  const form = element.querySelector('tr-assent-form')!
  await form.updateComplete
  button(form, 'Give our word').click()
  await form.updateComplete

  form.querySelectorAll<HTMLInputElement>('input[type=radio]')[2]!.click()
  await form.updateComplete
  form.querySelector('form')!.requestSubmit()
  await form.updateComplete
  expect(session.execute).not.toHaveBeenCalled()
  expect(form.querySelector('[role=alert]')?.textContent).not.toBe('')

  const field = form.querySelector('textarea')!
  field.value = ' Not without the gauge. '
  field.dispatchEvent(new Event('input'))
  await form.updateComplete
  form.querySelector('form')!.requestSubmit()

  expect(session.execute).toHaveBeenCalledWith({
    type: 'assent.give',
    document: 'agreementagreementag',
    clause: id,
    choice: 'objection',
    hash,
    reason: 'Not without the gauge.',
  })
})

test('[AGR-68] only representatives are asked for their party’s word', async () => {
  const { doc } = written()
  for (const role of ['broker', 'contributor', 'observer'] as const) {
    const session = fakeSession(['a'], {}, { me: { member: 'me', role, party: 'a', name: 'Ana' } })
    const element = await shown(session, fakeRoom(doc))
    await element.querySelector('tr-assent-form')?.updateComplete
    expect(element.querySelector('tr-assent-form')?.textContent?.trim() ?? '').toBe('')
  }
})

test('[AGR-69] an empty clause asks its section’s questions', async () => {
  const { doc } = written('')
  const element = await shown(fakeSession(['a']), fakeRoom(doc))

  expect(element.querySelector('.status')?.textContent).toContain('Empty')
  expect(element.querySelector('.empty')?.textContent).toContain('What will we do together that none can do alone?')
  expect(element.querySelector('.acts')).toBeNull()
})

test('[LOK-10] the clause to write next shows its questions, other empty ones fold them', async () => {
  const { doc } = written('')
  const element = await shown(fakeSession(['a']), fakeRoom(doc))
  expect(element.querySelector('.empty details')?.textContent).toContain('What will we do together')
  expect(button(element, 'Write the first line').className).not.toContain('primary')

  element.guiding = true
  await element.updateComplete

  expect(element.querySelector('.empty details')).toBeNull()
  expect(element.querySelector('.empty > .words')?.textContent).toContain('What will we do together')
  expect(button(element, 'Write the first line').className).toContain('primary')
})

test('[AGR-70] each mark says its party and standing in words, and reasons stand in the words given', async () => {
  const { doc, id, hash } = written()
  const record = fakeRecord('discussed', hash, {
    a: { choice: 'objection', hash: 'old', reason: 'One pump is not none.' },
  })
  const element = await shown(fakeSession(['a', 'b'], { [id]: record }), fakeRoom(doc))

  expect([...element.querySelectorAll('.assent [role=img]')].map(one => one.getAttribute('aria-label'))).toEqual([
    'name of a: objects (said of earlier words)',
    'name of b: not yet',
  ])
  expect(element.querySelector('.note .words')?.textContent).toBe('One pump is not none.')
})
