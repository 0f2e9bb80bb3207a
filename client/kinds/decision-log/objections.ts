import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { isOpenObjection } from '../../../shared/ledger/objections.ts'
import type { Objection, Proposal } from '../../../shared/ledger/state.ts'
import { partyView } from '../../ledger/views.ts'
import type { CommandBody, PartnershipSession } from '../../room/types.ts'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { partyTag } from '../../ui/mark.ts'
import { objectionWord } from './values.ts'

type Options = {
  session: PartnershipSession
  proposal: Proposal
  act: (command: CommandBody, done: string) => Promise<void>
}

/** Objections as things with a life: raised, tested, then integrated, resolved, withdrawn or referred. Information, not obstruction. */
export function objections(options: Options): TemplateResult | typeof nothing {
  const { proposal } = options
  const all = [...proposal.objections.values()].sort(
    (a, b) => Number(isOpenObjection(b)) - Number(isOpenObjection(a)) || a.at - b.at,
  )
  if (all.length === 0) return nothing
  return html`<section class="stack" aria-labelledby="objections-h">
    <h2 id="objections-h">${msg('Objections')}</h2>
    ${all.map(one => objection(options, one))}
  </section>`
}

function objection(options: Options, one: Objection): TemplateResult | typeof nothing {
  const { session, proposal } = options
  if (!session.ledger.parties.has(one.party)) return nothing
  const note = session.words(one.note)
  const open = isOpenObjection(one)
  return html`<article class="objection ${open ? 'is-open' : ''}" aria-labelledby=${`objection-${one.id}`}>
    <h3 class="row apart" id=${`objection-${one.id}`}>
      ${partyTag(partyView(session, one.party))}
      <span class="status ${open ? 'neg' : 'mut'}">${icon(open ? 'circle-slash' : 'check')}${objectionWord(one.state)}</span>
    </h3>
    <blockquote dir="auto">${session.words(one.reason) || msg('These words were erased.')}</blockquote>
    <p class="sm muted">
      ${msg(str`Raised on version ${formatNumber(one.raisedOn)}.`)}
      ${open && one.integratedIn !== null ? msg(str`Version ${formatNumber(one.integratedIn)} is meant to take it in; only the party that raised it can say whether it does.`) : nothing}
    </p>
    ${note ? html`<p class="words" dir="auto">${note}</p>` : nothing} ${open && proposal.status === 'open' ? acts(options, one) : nothing}
  </article>`
}

/** Each act that the rules allow this person now: the broker tests and refers, the objector alone ends it. */
function acts({ session, proposal, act }: Options, one: Objection): TemplateResult | typeof nothing {
  const subject = { proposal: proposal.id, objection: one.id, note: null }
  const choices: { command: CommandBody; label: string; done: string; offered: boolean }[] = [
    {
      command: { type: 'objection.test', ...subject },
      label: msg('Tested with the objector'),
      done: msg('Marked as tested.'),
      offered: one.state === 'raised',
    },
    {
      command: { type: 'objection.settle', ...subject, state: 'integrated' },
      label: msg('This is integrated'),
      done: msg('Objection integrated.'),
      offered: one.integratedIn !== null,
    },
    {
      command: { type: 'objection.settle', ...subject, state: 'resolved' },
      label: msg('This is resolved'),
      done: msg('Objection resolved.'),
      offered: true,
    },
    {
      command: { type: 'objection.settle', ...subject, state: 'withdrawn' },
      label: msg('We withdraw it'),
      done: msg('Objection withdrawn.'),
      offered: true,
    },
    {
      command: { type: 'objection.refer', ...subject },
      label: msg('Refer it elsewhere'),
      done: msg('Objection referred; it stays open.'),
      offered: one.state !== 'referred',
    },
  ]
  const allowed = choices.filter(choice => choice.offered && session.wouldRefuse(choice.command) === null)
  if (allowed.length === 0) return nothing
  return html`<p class="row tight">
    ${allowed.map(choice => html`<button class="btn dense" type="button" @click=${() => act(choice.command, choice.done)}>${choice.label}</button>`)}
  </p>`
}
