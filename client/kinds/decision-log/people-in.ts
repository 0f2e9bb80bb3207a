import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { partyView } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatList } from '../../ui/format.ts'
import { mark } from '../../ui/mark.ts'

/** Who else is in this draft now: their party's mark, their name in its label. */
export function peopleIn(session: PartnershipSession, room: CanvasRoom, row: string): TemplateResult | typeof nothing {
  const others = room.people.filter(
    person => !person.self && (person.at === row || person.fragment === `proposal:${row}`),
  )
  if (others.length === 0) return nothing
  const names = formatList([...new Set(others.map(person => person.user.name))])
  const seated = others.flatMap(({ user }) =>
    user.party && session.ledger.parties.has(user.party) ? [user.party] : [],
  )
  const marks = [...new Set(seated)].map(party => mark(partyView(session, party), { decorative: true, size: 'sm' }))
  return html`<span class="here">${marks} ${msg(str`Here now: ${names}`)}</span>`
}
