import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type * as Y from 'yjs'
import type { RowChange } from '../../../shared/history/compare.ts'
import type { CanvasRoom } from '../../room/types.ts'
import { confirmAct } from '../../ui/dialog.ts'
import { formatNumber } from '../../ui/format.ts'
import { type IconName, icon } from '../../ui/icon.ts'
import { toast } from '../../ui/toast.ts'
import { type HistoryHands, restore } from './history-acts.ts'
import { putBackWord } from './moment-words.ts'
import { partTitle } from './part-titles.ts'

/** How many parts the question names one by one. */
const NAMED = 8

/** What putting a part back will do to it, as a sign. */
const backIcon: Record<RowChange['type'], IconName> = { added: 'minus', removed: 'plus', changed: 'pencil' }

/** What is to be put back: everything that differs (`parts` null), or some of it. */
export type RestoreAsk = {
  room: CanvasRoom
  docs: readonly Y.Doc[]
  point: number
  when: string
  changes: readonly RowChange[]
  parts: readonly RowChange[] | null
}

/** Says part by part what will become of the canvas, asks, and does it. Answers whether it was done. */
export async function askRestore(hands: HistoryHands, ask: RestoreAsk): Promise<boolean> {
  const { changes, parts, room, docs, point, when } = ask
  if (changes.length === 0) {
    toast(msg('Nothing to put back: it stands so already.'))
    return false
  }
  const more = changes.length - NAMED
  const sure = await confirmAct({
    heading: parts === null ? msg('Put all of it back?') : msg('Put these parts back?'),
    body: html`<div class="stack">
      <p>${msg(str`The canvas will stand as it did then (${when}):`)}</p>
      <ul class="restore-list">${changes
        .slice(0, NAMED)
        .map(
          change =>
            html`<li>${icon(backIcon[change.type])}<span><bdi class="words">${partTitle(room.kind, docs, change)}</bdi> ${putBackWord(change.type)}</span></li>`,
        )}</ul>
      ${more > 0 ? html`<p>${msg(str`and ${formatNumber(more)} more`)}</p>` : nothing}
      ${settled(hands, ask) ? html`<p>${msg('Settled clauses among them are reopened, and their parties are asked again.')}</p>` : nothing}
      <p class="muted">${msg('It is a new edit: nothing is lost from the history, everyone sees it, and you can undo it.')}</p>
    </div>`,
    act: msg('Put back'),
    cancel: msg('Leave it as it is'),
  })
  if (!sure) return false
  const wanted = parts?.map(({ root, id }) => ({ root, id })) ?? null
  return restore(hands, point, wanted, when)
}

function settled({ session }: HistoryHands, { room, changes }: RestoreAsk): boolean {
  const records = session.ledger.clauses.get(room.document)
  return changes.some(change => records?.get(change.id)?.state === 'settled')
}
