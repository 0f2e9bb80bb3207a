import { formatNumber } from '../../ui/format.ts'
import { msg, str } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { canonicalClause } from '../../../shared/kinds/agreement/canonical.ts'
import { parseMarkdown } from '../../../shared/model/prose-parse.ts'
import { blockLines } from '../../../shared/model/prose-blocks.ts'
import { wordDiff } from '../../../shared/model/word-diff.ts'
import { partyView } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { confirmAct } from '../../ui/dialog.ts'
import { listed } from './assent-words.ts'
import { type ClauseView, keepSettledWords, settledWords } from './clause-view.ts'

/**
 * Asks before settled words are changed and names who will be asked again. Answers whether to go on; words that are not
 * settled need no asking. When it goes on, the settled words are kept for showing the difference.
 */
export async function mayChange(session: PartnershipSession, room: CanvasRoom, view: ClauseView): Promise<boolean> {
  if (view.status !== 'settled') return true
  const said = view.assents.filter(one => one.stance === 'assent' || one.stance === 'reservation')
  const names = listed(said.map(one => partyView(session, one.party).short))
  const yes = await confirmAct({
    heading: msg(str`Reopen clause ${formatNumber(view.number)}?`),
    body:
      said.length > 0
        ? msg(str`It is settled at the table. If its words change, these parties will be asked again: ${names}.`)
        : msg('It is settled at the table. If its words change, it must be settled again.'),
    act: msg('Reopen and change it'),
    cancel: msg('Leave it settled'),
  })
  if (yes) keepSettledWords(room, view)
  return yes
}

/** What changed since the clause was settled: words that went and words that came; or why that cannot be shown. */
export function difference(room: CanvasRoom, view: ClauseView): TemplateResult {
  const before = settledWords(view)
  const after = canonicalClause(room.doc, view.row.id) ?? ''
  if (before === null) {
    return html`<p class="sm muted">${msg('The words it was settled with were not kept, so the difference cannot be shown.')}</p>`
  }
  const headed = before.split('\n')[0] !== after.split('\n')[0]
  const parts = wordDiff(plainLines(before, headed), plainLines(after, headed))
  if (parts.every(part => part.type === 'same')) {
    return html`<p class="sm muted">${msg('The words are the same; how they look or how far they bind has changed.')}</p>`
  }
  return html`<div class="difference words" dir="auto">${parts.map(part =>
    part.type === 'gone'
      ? html`<del>${part.text}</del>`
      : part.type === 'new'
        ? html`<ins>${part.text}</ins>`
        : html`<span>${part.text}</span>`,
  )}</div>`
}

function plainLines(canonical: string, headed: boolean): string {
  const [heading = '', , ...rest] = canonical.split('\n')
  const words = blockLines(parseMarkdown(rest.join('\n')))
  return (headed ? [heading.replace(/^## /, ''), ...words] : words).join('\n')
}
