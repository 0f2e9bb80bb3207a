import './join.css'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { mark, type PartyView } from '../../ui/mark.ts'
import type { InvitePreview } from './invite-preview.ts'

/** What a person enters to join. */
export type JoinDraft = { name: string; party: string | null; read: boolean; shared: boolean }

/** Parties shown before the rest folds away. */
const SHOWN = 6

/** The form of somebody who opened an invite. */
export function joinForm(options: {
  preview: InvitePreview
  draft: JoinDraft
  missing: 'name' | 'party' | 'read' | null
  problem: { heading: string; words: string } | null
  busy: boolean
  change: (part: Partial<JoinDraft>) => void
  submit: () => void
}): TemplateResult {
  const { preview, draft, missing, problem, busy, change, submit } = options
  const send = (event: Event) => {
    event.preventDefault()
    submit()
  }
  return html`${invitation(preview)}
    <form class="stack" novalidate @submit=${send}>
      <div class="field">
        <label for="join-name">${msg('Your name, as others should see it')}</label>
        <input
          class="in ${missing === 'name' ? 'is-bad' : ''}" id="join-name" data-field="name" dir="auto" autocomplete="name" maxlength="120" required
          aria-invalid=${missing === 'name' ? 'true' : nothing} aria-describedby="join-name-hint" .value=${draft.name}
          @input=${(event: Event) => change({ name: (event.currentTarget as HTMLInputElement).value })}
        />
        <span class="hint" id="join-name-hint">${msg('A role is a name too, such as “Clerk of the council”.')}</span>
        ${missing === 'name' ? mistake(msg('Say how you want to be called.')) : nothing}
      </div>
      ${whichParty(options)}
      <section class="sheet notice" aria-labelledby="h-notice">
        <h2 id="h-notice">${msg('What happens with what you write')}</h2>
        <ul class="stack tight">
          <li>${msg('Others see your name and party beside it, unless a step says otherwise first.')}</li>
          <li>${keptBy(preview)}</li>
          <li>${msg('You can ask for your name to be removed. Decisions stay.')}</li>
        </ul>
      </section>
      <div class="stack tight">
        <label class="check">
          <input type="checkbox" data-field="read" required aria-invalid=${missing === 'read' ? 'true' : nothing} .checked=${draft.read}
            @change=${(event: Event) => change({ read: (event.currentTarget as HTMLInputElement).checked })} />
          <span>${msg('I have read this and want to take part.')}</span>
        </label>
        <label class="check">
          <input type="checkbox" .checked=${draft.shared}
            @change=${(event: Event) => change({ shared: (event.currentTarget as HTMLInputElement).checked })} />
          <span>${msg('This is a shared phone')}<br /><span class="muted small">${msg('Nothing is kept on it, and you leave with one tap.')}</span></span>
        </label>
        ${missing === 'read' ? mistake(msg('Read the notice above first, then tick this.')) : nothing}
      </div>
      ${problem ? html`<div class="banner bad" role="alert"><span><b>${problem.heading}.</b> ${problem.words}</span></div>` : nothing}
      <button class="btn primary wide" type="submit" ?disabled=${busy}>${busy ? msg('Joining') : msg('Join the table')}</button>
      <p class="muted small">${msg('No account, no app.')}</p>
    </form>`
}

function invitation(preview: InvitePreview): TemplateResult {
  const { partnership, invitedBy } = preview
  const title = invitedBy?.role === 'broker' && partnership.brokerTitle !== '' ? partnership.brokerTitle : ''
  return html`<div>
    <p class="muted">${
      invitedBy === null
        ? msg('You are invited to')
        : title === ''
          ? msg(html`<bdi>${invitedBy.name}</bdi> invites you to`)
          : msg(html`<bdi>${invitedBy.name}</bdi>, <span dir="auto">${title}</span>, invites you to`)
    }</p>
    <h1 dir="auto">${partnership.name}</h1>
    ${partnership.purpose ? html`<p class="words" dir="auto">${partnership.purpose}</p>` : nothing}
  </div>`
}

function whichParty(options: Parameters<typeof joinForm>[0]): TemplateResult | typeof nothing {
  const { preview, draft, missing, change } = options
  if (preview.party) {
    return html`<div class="stack tight">
      <p class="strong">${msg('You speak with')}</p>
      <p class="opt bound">${mark(preview.party, { decorative: true })}<span class="strong"><bdi>${preview.party.name}</bdi></span></p>
    </div>`
  }
  if (preview.parties.length === 0) return nothing
  const choice = (party: PartyView, first: boolean) => html`<label class="opt party-opt">
    <input type="radio" name="party" value=${party.id} data-field=${first ? 'party' : nothing} .checked=${draft.party === party.id} @change=${() => change({ party: party.id })} />
    ${mark(party, { decorative: true })}<span class="strong"><bdi>${party.name}</bdi></span>
  </label>`
  const [shown, folded] = [preview.parties.slice(0, SHOWN), preview.parties.slice(SHOWN)]
  const none = preview.partyNeeded
    ? nothing
    : html`<label class="opt party-opt"><input type="radio" name="party" value="" .checked=${draft.party === null} @change=${() => change({ party: null })} /><span class="strong">${msg('None of these')}</span></label>`
  return html`<fieldset class="stack tight" aria-describedby=${missing === 'party' ? 'join-party-error' : nothing}>
    <legend class="strong">${msg('Who do you speak with?')}</legend>
    ${shown.map((party, at) => choice(party, at === 0))}
    ${folded.length > 0 ? html`<details ?open=${folded.some(party => party.id === draft.party)}><summary>${msg('More parties')}</summary><div class="stack tight">${folded.map(party => choice(party, false))}</div></details>` : nothing}
    ${none}
    ${missing === 'party' ? mistake(msg('Choose the party that you speak with.'), 'join-party-error') : nothing}
  </fieldset>`
}

function keptBy(preview: InvitePreview): string {
  const { host } = preview.partnership
  return host === ''
    ? msg('It is kept on this server until the partnership ends. Who runs the server could technically read it.')
    : msg(str`It is kept on a server run by ${host} until the partnership ends. They could technically read it.`)
}

function mistake(words: string, id = ''): TemplateResult {
  return html`<span class="err" role="alert" id=${id || nothing}>${words}</span>`
}
