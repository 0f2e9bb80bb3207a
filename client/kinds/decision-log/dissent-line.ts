import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { isOpenObjection } from '../../../shared/ledger/objections.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import { partyView } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { isolated } from '../../ui/format.ts'

/** One voice against, verbatim, for the log's line: an objection that stands, else the first no of a closed decision. */
export function dissentLine(session: PartnershipSession, proposal: Proposal): TemplateResult | typeof nothing {
  const objection = [...proposal.objections.values()].find(isOpenObjection)
  if (objection) return voice(session, objection.party, session.words(objection.reason), 'objects')
  const no = proposal.result?.dissent.find(one => one.value === 'no' && one.reason !== null)
  return no ? voice(session, no.party, session.words(no.reason), 'no') : nothing
}

function voice(
  session: PartnershipSession,
  party: string,
  words: string,
  how: 'objects' | 'no',
): TemplateResult | typeof nothing {
  if (words === '' || !session.ledger.parties.has(party)) return nothing
  const name = isolated(partyView(session, party).short)
  const said = isolated(words)
  const line = how === 'objects' ? msg(str`${name} objects: “${said}”`) : msg(str`${name} said no: “${said}”`)
  return html`<span class="quoted">${line}</span>`
}
