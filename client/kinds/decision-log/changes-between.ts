import { msg, str } from '@lit/localize'
import type { Proposal } from '../../../shared/ledger/state.ts'
import { partyView } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatNumber } from '../../ui/format.ts'
import { statusWord } from '../../ui/words.ts'
import { partyStanding } from './party-marks.ts'
import { objectionWord } from './values.ts'

/** What others did to a proposal between two looks at it, one sentence each; one's own party's acts are left out. */
export function changesBetween(session: PartnershipSession, before: Proposal, now: Proposal): string[] {
  const lines: string[] = []
  if (now.versions.length > before.versions.length) {
    lines.push(msg(str`Version ${formatNumber(now.versions.length)} was put to the parties`))
  }
  for (const [party, position] of now.positions) {
    if (party === session.me.party || before.positions.get(party) === position) continue
    const name = partyView(session, party).short
    lines.push(msg(str`${name}: ${partyStanding(now, party)}`))
  }
  for (const [id, objection] of now.objections) {
    const earlier = before.objections.get(id)
    if (objection.party === session.me.party || (earlier && earlier.state === objection.state)) continue
    const name = partyView(session, objection.party).short
    lines.push(msg(str`Objection of ${name}: ${objectionWord(objection.state)}`))
  }
  if (now.status !== before.status)
    lines.push(msg(str`Proposal ${formatNumber(now.number)}: ${statusWord(now.status)}`))
  return lines
}
