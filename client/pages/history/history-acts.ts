import { msg, str } from '@lit/localize'
import type { Restored } from '../../../shared/history/moments.ts'
import type { PartId } from '../../../shared/history/rows.ts'
import type { Result } from '../../../shared/result.ts'
import { counted } from '../../i18n/counts.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { memberName } from '../../ledger/views.ts'
import { stopsHere } from '../../room/looking.ts'
import type { PartnershipSession } from '../../room/types.ts'
import type { Problem } from '../../sync/api.ts'
import { isolated } from '../../ui/format.ts'
import { toast } from '../../ui/toast.ts'
import type { HistoryApi } from './history-api.ts'

/** What the acts of history need: whose they are, and the canvas's history. `done` hears of each act that changed something. */
export type HistoryHands = { session: PartnershipSession; history: HistoryApi; done(): void }

/** Makes the canvas (`parts` null) or parts of it stand as they did at a point. `when` says that point in words. */
export function restore(
  hands: HistoryHands,
  point: number,
  parts: readonly PartId[] | null,
  when: string,
): Promise<boolean> {
  return act(
    hands,
    () => hands.history.restore(point, parts),
    ({ parts: done }) => {
      const count = counted('part', done.length)
      return msg(str`As it was then (${when}): ${count}. Everyone sees it.`)
    },
  )
}

/** Takes back what one member did in a stretch of work, in one step. */
export function putBack(hands: HistoryHands, acts: { member: string; after: number; upTo: number }): Promise<boolean> {
  const name = isolated(memberName(hands.session, acts.member))
  return act(
    hands,
    () => hands.history.putBack(acts),
    ({ parts, left }) => {
      const count = counted('part', parts.length)
      if (left.length === 0) return msg(str`Put back what ${name} did: ${count}.`)
      const kept = counted('part', left.length)
      return msg(str`Put back what ${name} did: ${count}. Left as others changed it since: ${kept}.`)
    },
  )
}

async function act(
  hands: HistoryHands,
  ask: () => Promise<Result<Restored, Problem>>,
  words: (restored: Restored) => string,
): Promise<boolean> {
  if (stopsHere()) return false
  const answer = await ask()
  if (!answer.ok) {
    toast(refusalWords(answer.refusal), { tone: 'negative' })
    return false
  }
  const { before, after, parts, left } = answer.value
  hands.done()
  if (parts.length === 0) {
    toast(
      left.length > 0
        ? msg('Nothing was put back: others have changed all of it since.')
        : msg('Nothing to put back: it stands so already.'),
    )
    return true
  }
  const undo = async () => {
    const back = await hands.history.putBack({ member: hands.session.me.member, after: before, upTo: after })
    if (!back.ok) toast(refusalWords(back.refusal), { tone: 'negative' })
    else toast(msg('Undone. The canvas stands as before.'))
    hands.done()
  }
  toast(words(answer.value), { act: { label: msg('Undo'), run: () => void undo() } })
  return true
}
